import Testing

@testable import Registre

struct JSONTests {
    @Test(arguments: [
        (JSON.null, "null"), (.bool(true), "true"), (.int(.min), "-9223372036854775808"), (.int(0), "0"),
        (.string("é\"\\\n\u{1}/"), #""é\"\\\n\u0001/""#),
        (.array([.int(1), .array([])]), "[1,[]]"),
        (.object(["b": .int(1), "a": .null, "é": .bool(false), "A": .int(2)]), #"{"A":2,"a":null,"b":1,"é":false}"#),
    ])
    func `a value has one text, and comes back from it`(value: JSON, text: String) {
        #expect(value.text == text)
        #expect(JSON.parse(text) == value)
    }

    @Test(arguments: [
        #" { "a" : [ 1 , -0.5e3 , "\u00e9\ud83c\udf93\/" ] } "#, "[]", "9223372036854775808",
    ])
    func `texts written otherwise are read, and what is not whole is kept as written`(text: String) throws {
        let value = try #require(JSON.parse(text))
        #expect(JSON.parse(value.text) == value)
        if text.contains("a") { #expect(value["a"] == .array([.int(1), .number("-0.5e3"), .string("é🎓/")])) }
    }

    @Test(arguments: [
        "", "nul", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", "-", "1e", "\"a", "\"\\x\"", "\"\\ud800\"", "[1] 2", "{a:1}", "\"\u{1}\"",
        String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
    ])
    func `what is not one JSON text is not read`(text: String) {
        #expect(JSON.parse(text) == nil)
    }

    @Test func `bytes that are not UTF-8 are not read`() {
        #expect(JSON.parse([0x22, 0xFF, 0x22]) == nil)
    }
}
