//! Checks JSON by a schema of `docs/reference`.
#![allow(dead_code, reason = "each test binary uses its own part")]

use serde_json::Value;

/// Checks a value by the keywords that the schema uses, and refuses a keyword that is not checked here.
pub fn is_described(value: &Value, schema: &Value) {
    check(value, schema, schema);
}

fn check(value: &Value, rule: &Value, schema: &Value) {
    for (keyword, said) in rule.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = said.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(value, &schema["$defs"][name], schema);
            }
            "type" => {
                let names: Vec<&str> = said.as_array().map_or_else(
                    || vec![said.as_str().unwrap()],
                    |names| names.iter().map(|name| name.as_str().unwrap()).collect(),
                );
                let own = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                assert!(names.contains(&own), "{value} is not {names:?}");
            }
            "const" => assert_eq!(value, said),
            "enum" => assert!(said.as_array().unwrap().contains(value), "{value}"),
            "pattern" => {
                // The patterns of this schema are a number of hexadecimal digits.
                let digits = said.as_str().unwrap().strip_prefix("^[0-9a-f]{").and_then(|rest| rest.strip_suffix("}$"));
                let digits: usize = digits.unwrap().parse().unwrap();
                if let Some(text) = value.as_str() {
                    assert!(text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit()), "{text}");
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    check(item, said, schema);
                }
            }
            "required" => {
                for name in said.as_array().unwrap().iter().filter(|_| value.is_object()) {
                    assert!(value.get(name.as_str().unwrap()).is_some(), "{name} is missing in {value}");
                }
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let described = said.get(name).unwrap_or_else(|| panic!("{name} is not in the schema"));
                    check(inner, described, schema);
                }
            }
            "additionalProperties" => {
                if said.is_object() {
                    value.as_object().into_iter().flatten().for_each(|(_, inner)| check(inner, said, schema));
                }
            }
            other => panic!("the schema has the keyword {other}, which this test does not check"),
        }
    }
}
