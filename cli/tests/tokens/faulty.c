/* A PKCS#11 module for tests: SoftHSM, with faults that real devices have. The variable FAULTS names them, separated by
 * commas: a name, or a name with a number such as crash-sign=3 for the third signature of the process. Files in the
 * folder STATE remember what must outlive the process, and signatures.count is the token's own counter. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ulong;
typedef ulong (*function)();
typedef struct { ulong type; void *value; ulong length; } attribute;
typedef struct { ulong mechanism; void *parameter; ulong length; } mechanism;

/* CK_FUNCTION_LIST of PKCS#11 2.40: a version, and 68 functions in the order of the standard. */
typedef struct { unsigned char major, minor; function functions[68]; } list;

enum {
    INITIALIZE = 0, GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, GET_MECHANISM_LIST = 7, LOGIN = 18,
    GET_ATTRIBUTE_VALUE = 24, FIND_OBJECTS_INIT = 26, SIGN_INIT = 42, SIGN = 43
};
enum {
    DATA_LEN_RANGE = 0x21, DEVICE_REMOVED = 0x32, MECHANISM_PARAM_INVALID = 0x71, PIN_INCORRECT = 0xA0,
    SESSION_HANDLE_INVALID = 0xB3
};
enum { CKA_SIGN = 0x108, CKA_EC_POINT = 0x181, CKA_ALWAYS_AUTHENTICATE = 0x202, CKM_EDDSA = 0x1057 };

static list *real, faulty;
static long signatures;

/* Returns the number of a fault, 1 without one, and 0 if the fault is not wanted. */
static long wanted(const char *name) {
    const char *at = getenv("FAULTS");
    size_t length = strlen(name);
    while (at && *at) {
        if (!strncmp(at, name, length) && (at[length] == '=' || at[length] == ',' || !at[length]))
            return at[length] == '=' ? atol(at + length + 1) : 1;
        at = strchr(at, ',');
        if (at) at++;
    }
    return 0;
}

static void path_of(char *path, size_t size, const char *name) {
    snprintf(path, size, "%s/%s", getenv("STATE") ? getenv("STATE") : "/nonexistent", name);
}

static int has(const char *name) {
    char path[4096];
    path_of(path, sizeof path, name);
    return !access(path, F_OK);
}

static void note(const char *name, const char *mode) {
    char path[4096];
    path_of(path, sizeof path, name);
    FILE *file = fopen(path, mode);
    if (file) { fputc('.', file); fclose(file); }
}

static void hang(void) { for (;;) pause(); }

/* Rust handles this signal for the stack of its threads. */
static void crash(void) { signal(SIGSEGV, SIG_DFL); raise(SIGSEGV); }

static ulong initialize(void *arguments) {
    if (wanted("crash-load")) crash();
    if (wanted("hang-load")) hang();
    if (wanted("noise")) { printf("a message of the module on standard output\n"); fflush(stdout); }
    return real->functions[INITIALIZE](arguments);
}

static ulong get_slot_list(unsigned char present, ulong *slots, ulong *count) {
    if (has("removed")) { *count = 0; return 0; }
    return real->functions[GET_SLOT_LIST](present, slots, count);
}

static ulong get_token_info(ulong slot, unsigned char *info) {
    ulong result = real->functions[GET_TOKEN_INFO](slot, info);
    ulong *flags = (ulong *)(info + 96);
    if (wanted("pad")) *flags |= 0x100;
    if (wanted("one-try")) *flags |= 0x20000;
    if (wanted("locked") || has("locked")) *flags |= 0x40000;
    return result;
}

static ulong get_mechanism_list(ulong slot, ulong *mechanisms, ulong *count) {
    ulong result = real->functions[GET_MECHANISM_LIST](slot, mechanisms, count);
    if (wanted("no-eddsa") && !result && mechanisms)
        for (ulong i = 0; i < *count; i++)
            if (mechanisms[i] == CKM_EDDSA) mechanisms[i] = 0x250;
    return result;
}

static ulong login(ulong session, ulong user, unsigned char *pin, ulong length) {
    if (wanted("lock")) { note("locked", "a"); return PIN_INCORRECT; }
    /* A person types the PIN at the token, which wants none from the program. */
    if (wanted("pad")) return pin ? PIN_INCORRECT : real->functions[LOGIN](session, user, "pin-4711", 8UL);
    return real->functions[LOGIN](session, user, pin, length);
}

static ulong get_attribute_value(ulong session, ulong object, attribute *template, ulong count) {
    ulong result = real->functions[GET_ATTRIBUTE_VALUE](session, object, template, count);
    for (ulong i = 0; i < count; i++) {
        attribute *one = &template[i];
        if (one->length == (ulong)-1) continue;
        if (one->type == CKA_SIGN && one->value && wanted("may-not-sign")) *(unsigned char *)one->value = 0;
        if (one->type == CKA_ALWAYS_AUTHENTICATE && one->value && wanted("asks")) *(unsigned char *)one->value = 1;
        if (one->type == CKA_EC_POINT && wanted("raw-point") && one->length == 34) {
            if (one->value) memmove(one->value, (char *)one->value + 2, 32);
            one->length = one->value ? 32 : 34;
        }
        if (one->type == CKA_EC_POINT && wanted("no-point")) one->length = (ulong)-1;
    }
    return result;
}

static ulong find_objects_init(ulong session, attribute *template, ulong count) {
    /* After the session was lost, the key stands under the name of another one. */
    if (has("lost") && wanted("swap"))
        for (ulong i = 0; i < count; i++)
            if (template[i].type == 3 && template[i].length == 5) memcpy(template[i].value, "other", 5);
    return real->functions[FIND_OBJECTS_INIT](session, template, count);
}

static ulong sign_init(ulong session, mechanism *how, ulong key) {
    if (wanted("prehash") && !how->parameter) return MECHANISM_PARAM_INVALID;
    return real->functions[SIGN_INIT](session, how, key);
}

static ulong sign(ulong session, unsigned char *data, ulong length, unsigned char *signature, ulong *size) {
    if (wanted("limit") && length > (ulong)wanted("limit")) return DATA_LEN_RANGE;
    if (signature) {
        signatures++;
        if (signatures == wanted("crash-sign")) crash();
        if (signatures == wanted("hang-sign")) hang();
        if (signatures == wanted("remove-sign")) { note("removed", "a"); return DEVICE_REMOVED; }
        if (signatures == wanted("lose-sign")) { note("lost", "a"); return SESSION_HANDLE_INVALID; }
    }
    ulong result = real->functions[SIGN](session, data, length, signature, size);
    if (signature && !result) {
        note("signatures.count", "a");
        if (wanted("bad-signature")) signature[0] ^= 1;
    }
    return result;
}

static ulong get_function_list(list **given) {
    if (!real) {
        void *library = dlopen(getenv("SOFTHSM"), RTLD_NOW | RTLD_LOCAL);
        function get = library ? (function)dlsym(library, "C_GetFunctionList") : 0;
        if (!get || get(&real)) return 5;
        faulty = *real;
        faulty.functions[INITIALIZE] = (function)initialize;
        faulty.functions[GET_FUNCTION_LIST] = (function)get_function_list;
        faulty.functions[GET_SLOT_LIST] = (function)get_slot_list;
        faulty.functions[GET_TOKEN_INFO] = (function)get_token_info;
        faulty.functions[GET_MECHANISM_LIST] = (function)get_mechanism_list;
        faulty.functions[LOGIN] = (function)login;
        faulty.functions[GET_ATTRIBUTE_VALUE] = (function)get_attribute_value;
        faulty.functions[FIND_OBJECTS_INIT] = (function)find_objects_init;
        faulty.functions[SIGN_INIT] = (function)sign_init;
        faulty.functions[SIGN] = (function)sign;
    }
    *given = &faulty;
    return 0;
}

ulong C_GetFunctionList(list **given) { return get_function_list(given); }
