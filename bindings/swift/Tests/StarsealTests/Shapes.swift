import Foundation

@testable import Starseal

/// Converts results of the layer to the format of the test vectors.
enum Shape {
    /// Returns `expect`, `reasons` and `label` of a verdict.
    static func of(_ verdict: Verdict) -> JSON {
        ["expect": of(verdict.code), "reasons": of(verdict.reasons), "label": verdict.label.map(of) ?? .null]
    }

    /// Returns the same fields of a vector, or of a step of a story.
    static func expected(of vector: JSON) -> JSON {
        ["expect": vector["expect"], "reasons": vector["reasons"], "label": vector["label"]]
    }

    static func of(_ code: Code) -> JSON {
        .string(code.rawValue)
    }

    static func of(_ codes: [Code]) -> JSON {
        .array(codes.map(of))
    }

    static func of(_ label: AuthenticLabel) -> JSON {
        .of([
            "product_id": .string(label.productID),
            "level": JSON(label.level),
            "issued_on": .string(label.issuedOn.description),
            "expires_on": .string(label.expiresOn.description),
            "status_index": JSON(label.statusIndex),
            "criteria": JSON(label.criteria),
            "category": JSON(label.category),
            "holder": JSON(label.holder),
            "model": JSON(label.model),
            "gtin": label.gtins.isEmpty ? .null : JSON(label.gtins),
            "evaluator": JSON(label.evaluator),
            "serial": JSON(label.serial),
            "unknown_claims": label.unknownClaims == 0 ? .null : JSON(label.unknownClaims),
        ])
    }

    /// Returns the age of the trust list in whole days if a reason says that it is ageing or stale; otherwise null.
    static func trustAgeDays(of verdict: Verdict) -> JSON {
        ageDays(of: verdict, issuedAt: verdict.trustIssuedAt, saidBy: [.trustAgeing, .trustStale])
    }

    /// Returns the age of the status list in whole days if a reason says that it is ageing or stale; otherwise null.
    static func statusAgeDays(of verdict: Verdict) -> JSON {
        ageDays(of: verdict, issuedAt: verdict.statusIssuedAt, saidBy: [.statusAgeing, .statusStale])
    }

    private static func ageDays(of verdict: Verdict, issuedAt: Date?, saidBy codes: Set<Code>) -> JSON {
        let isSaid = verdict.findings.contains { codes.contains($0.code) }
        guard isSaid, let moment = verdict.moment, let issuedAt else { return .null }
        return JSON(Int(moment.timeIntervalSince(issuedAt)) / 86_400)
    }

    /// Returns the sentences of a verdict, in the format of sentences.json.
    static func said(of verdict: Verdict) -> JSON {
        inEveryLanguage { (verdict.sentence(in: $0), verdict.reasonSentences(in: $0)) }
    }

    /// Returns the sentences of a code.
    static func said(of code: Code) -> JSON {
        inEveryLanguage { (code.sentence(in: $0), []) }
    }

    private static func inEveryLanguage(_ words: (Language) -> (String, [String])) -> JSON {
        let said = Language.allCases.map { language in
            let (sentence, reasons) = words(language)
            return (language.rawValue, ["sentence": .string(sentence), "reasons": JSON(reasons)] as JSON)
        }
        return .object(Dictionary(uniqueKeysWithValues: said))
    }

    static func recognized(by verdict: Verdict) -> JSON {
        .array(
            verdict.recognized.map {
                ["authority": .string($0.authorityNames.en), "level": JSON($0.level), "since": .string($0.since.description)]
            })
    }

    static func brokenRules(of verdict: Verdict) -> JSON {
        .array(
            verdict.brokenRules.map {
                ["rule": .string($0.rule), "required": .string($0.required), "found": .string($0.found)]
            })
    }
}

extension When {
    /// Makes the time that a vector, or a step of a story, asks about.
    init?(json vector: JSON) {
        if let day = vector["as_of"].string {
            guard let day = CalendarDate(day) else { return nil }
            self = .on(day)
        } else {
            guard let now = Date(json: vector["now"]) else { return nil }
            self = .now(now)
        }
    }
}
