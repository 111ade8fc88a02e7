import Foundation
import Testing

/// The JSON Schemas with which editors complete and check the files of a bundle.
private enum Schemas {
    static let racine = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let noms = ["reglement", "articles", "interpretations", "instances", "couverture", "exemples", "deliberer"]

    static func lu(_ nom: String) throws -> [String: Any] {
        let data = try Data(contentsOf: racine.appendingPathComponent("Schemas/\(nom).schema.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Every key that a schema knows, at any depth.
    static func cles(_ node: Any) -> Set<String> {
        var found: Set<String> = []
        if let object = node as? [String: Any] {
            if let properties = object["properties"] as? [String: Any] { found.formUnion(properties.keys) }
            for value in object.values { found.formUnion(cles(value)) }
        }
        if let list = node as? [Any] { for value in list { found.formUnion(cles(value)) } }
        return found
    }

    /// Every `#/definitions/…` that a schema points at.
    static func renvois(_ node: Any) -> Set<String> {
        var found: Set<String> = []
        if let object = node as? [String: Any] {
            if let reference = object["$ref"] as? String { found.insert(reference) }
            for value in object.values { found.formUnion(renvois(value)) }
        }
        if let list = node as? [Any] { for value in list { found.formUnion(renvois(value)) } }
        return found
    }
}

@Test(arguments: Schemas.noms)
func `a schema is well formed, and points at definitions that exist`(nom: String) throws {
    let schema = try Schemas.lu(nom)
    #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    let definitions = schema["definitions"] as? [String: Any] ?? [:]
    for renvoi in Schemas.renvois(schema) { #expect(definitions[String(renvoi.dropFirst("#/definitions/".count))] != nil, "\(renvoi)") }
}

@Test func `the schemas know every key that the reader of bundles asks for`() throws {
    var known: Set<String> = []
    for nom in Schemas.noms { known.formUnion(Schemas.cles(try Schemas.lu(nom))) }
    var asked: Set<String> = []
    for folder in ["Bundle", "Exemples"] {
        let path = Schemas.racine.appendingPathComponent("Sources/ReglementYAML/\(folder)").path
        for file in try FileManager.default.contentsOfDirectory(atPath: path) where file.hasPrefix("Lecture") || file == "Couverture.swift" {
            let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
            for match in text.matches(of: #/(?:carte|line|donne|columns)\.(?:texte|chaine|noeud|exige|oui|entier|date|liste)\("([a-z_0-9]+)"/#) {
                asked.insert(String(match.1))
            }
            for match in text.matches(of: #/entries\(carte, "([a-z_0-9]+)"/#) { asked.insert(String(match.1)) }
            for match in text.matches(of: #/for cle in \[([^\]]*)\]/#) {
                for word in match.1.matches(of: #/"([a-z_0-9]+)"/#) { asked.insert(String(word.1)) }
            }
        }
    }
    #expect(asked.count > 100)
    // Any word may stand before `_si`: the schema knows the form, not the word.
    #expect(asked.subtracting(known).subtracting(["valide_si", "validee_si"]).sorted() == [])
}
