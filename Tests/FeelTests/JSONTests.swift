import Feel
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "[1,2.5,-3]", #"{"b":1,"a":[{}]}"#, #""é\n\"\\""#, "0.1234567890123456789012345678901234", "\"\\u0001\"",
    ])
    func `a value read and written again is the same text`(text: String) throws {
        #expect(try Value(json: text).json == text)
    }

    @Test func `numbers keep their digits and escapes become characters`() throws {
        #expect(try Value(json: "1.10").json == "1.1")
        #expect(try Value(json: "1E+2").json == "100")
        #expect(try Value(json: #""\ud83d\udc0e\u00e9\/""#) == .string("🐎é/"))
    }

    @Test(arguments: [
        ("", 0, "le JSON s'arrête trop tôt"), ("{", 1, "le JSON s'arrête trop tôt"), ("[1,]", 3, "caractère inattendu dans le JSON"),
        ("01", 1, "il y a du texte après la fin du JSON"), ("1 2", 2, "il y a du texte après la fin du JSON"),
        ("{\"a\":1,\"a\":2}", 7, "la clé « a » est donnée deux fois"),
        ("\"a", 2, "il manque le guillemet qui ferme ce texte"), ("1e99999", 0, "ce nombre est trop grand"),
        ("\"\\ud800\"", 7, "caractère inattendu dans le JSON"),
        ("nul", 0, "caractère inattendu dans le JSON"), ("-", 1, "ce nombre est mal écrit"),
    ])
    func `what is no JSON is refused with its place`(text: String, offset: Int, message: String) {
        #expect(throws: JSONError.self) { try Value(json: text) }
        do { _ = try Value(json: text) } catch {
            #expect(error.message == message)
            #expect(error.offset == offset)
        }
    }

    @Test func `ten thousand nested arrays are refused`() {
        #expect(throws: JSONError.self) { try Value(json: String(repeating: "[", count: 10_000)) }
    }
}
