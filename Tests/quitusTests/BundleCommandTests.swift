import Foundation
import Testing

@testable import quitus

@Suite struct BundleCommandTests {
    private let bundle = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../ReglementYAMLTests/Essai/ecole").standardized.path

    @Test func `a bundle in order is said to hold, with code 0`() {
        let outcome = quitus("verifier", bundle)
        #expect(outcome.status == 0)
        #expect(outcome.output.split(separator: "\n").last?.hasPrefix("essai tient : 0 erreur, ") == true)
    }

    @Test func `a bundle with an error is shown where it stands, with code 1`() throws {
        let scratch = try Scratch()
        let copy = scratch.file("ecole")
        try FileManager.default.copyItem(atPath: bundle, toPath: copy)
        let text = try String(contentsOfFile: copy + "/reglement.yaml", encoding: .utf8)
        try Data(text.replacing("que: moyenne_calculee >= barre_ue", with: "que: moyenne_calculee >= bare_ue").utf8)
            .write(to: URL(filePath: copy + "/reglement.yaml"))
        let outcome = quitus("verifier", copy)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("bare_ue"))
        #expect(outcome.output.contains("barre_ue"))
        #expect(outcome.output.contains("essai ne tient pas : "))
    }

    @Test func `one bundle gives one JSON object, several give a list`() throws {
        let one = try JSONSerialization.jsonObject(with: Data(quitus("verifier", bundle, "--format", "json").output.utf8))
        #expect((one as? [String: Any])?["reussit"] as? Bool == true)
        let two = try JSONSerialization.jsonObject(with: Data(quitus("verifier", bundle, bundle, "--format", "json").output.utf8))
        #expect((two as? [[String: Any]])?.count == 2)
    }

    @Test func `a bundle that does not exist fails`() {
        let outcome = quitus("verifier", "nulle-part-2026")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("nulle-part-2026"))
        #expect(quitus("couverture", "nulle-part-2026").status == 65)
    }

    @Test func `coverage lists each article with what carries it`() throws {
        let outcome = quitus("couverture", bundle, "--format", "json")
        #expect(outcome.status == 0)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(root["bundle"] as? String == "essai")
        let articles = try #require(root["articles"] as? [[String: Any]])
        #expect(articles.contains { ($0["regles"] as? [String])?.contains("regle:ue-moyenne") == true })
        #expect(quitus("couverture", bundle).output.hasPrefix("Article "))
    }
}
