import Crypto

/// The règlement bundles of the record, kept by their bytes: a decision of ten years ago can be judged again by the text of that day.
enum Bundles {
    /// Hash of the files, in the order of their paths, each part preceded by its length.
    static func empreinte(_ files: [String: [UInt8]]) -> String {
        var hasher = SHA256()
        func add(_ bytes: [UInt8]) {
            withUnsafeBytes(of: Int64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
            hasher.update(data: bytes)
        }
        for (path, content) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            add(Array(path.utf8))
            add(content)
        }
        return "sha256:" + Hexadecimal.text(hasher.finalize())
    }

    static func key(_ empreinte: String) -> [UInt8] { Hexadecimal.bytes(String(empreinte.dropFirst(7))) ?? [] }

    static func files(empreinte: String, in session: any StoreSession) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        try session.query("SELECT chemin, contenu FROM contenu_bundle WHERE empreinte = ?", [.blob(key(empreinte))]) {
            found[$0.text(0)] = $0.blob(1)
        }
        return found
    }
}

/// A bundle that the record holds.
public struct BundleDepose: Hashable, Sendable {
    public var identifiant: String
    /// `sha256:` and 64 hexadecimal digits, over its files.
    public var empreinte: String
    /// The journal's entry that brought it.
    public var entree: Int64
}

extension Base {
    /// Keeps the files of a bundle, parents and overlays included, by path relative to the bundle. The same bytes twice write nothing.
    ///
    /// - Returns: the hash under which they are found again.
    public func deposer(bundle identifiant: String, fichiers: [String: [UInt8]], par acte: Acte) throws -> Reponse<String> {
        guard !identifiant.isEmpty, !fichiers.isEmpty else {
            return .refuse(Refus(.bundle, "Ce règlement n'a pas d'identifiant ou pas de fichier : rien n'a été déposé."))
        }
        let empreinte = Bundles.empreinte(fichiers)
        return try write(acte) { ecriture in
            try ecriture.reason(promotion: "")
            try ecriture.deposer(bundle: identifiant, fichiers: fichiers, empreinte: empreinte)
            return empreinte
        }
    }

    /// The files of a bundle by its hash; `nil` when the record does not hold it.
    public func bundle(empreinte: String) throws -> [String: [UInt8]]? {
        let files = try store.read { try Bundles.files(empreinte: empreinte, in: $0) }
        return files.isEmpty ? nil : files
    }

    /// The bundles that the record holds, oldest first.
    public func bundles() throws -> [BundleDepose] {
        try store.read { session in
            try session.all("SELECT identifiant, empreinte, depuis FROM bundle ORDER BY id") {
                BundleDepose(identifiant: $0.text(0), empreinte: $0.text(1), entree: $0.int(2))
            }
        }
    }
}

extension Ecriture {
    /// Writes the files of a bundle and the entry that names each with its hash; nothing when the record has them.
    func deposer(bundle identifiant: String, fichiers: [String: [UInt8]], empreinte: String) throws {
        let known = try session.first("SELECT id FROM bundle WHERE empreinte = ?", [.text(empreinte)]) { $0.int(0) }
        guard known == nil else { return }
        for (path, content) in fichiers {
            try session.execute(
                "INSERT INTO contenu_bundle (empreinte, chemin, contenu) VALUES (?, ?, ?)",
                [.blob(Bundles.key(empreinte)), .text(path), .blob(content)])
        }
        let list = fichiers.sorted { $0.key < $1.key }.map { path, content in
            JSON.object([
                "chemin": .string(path), "empreinte": .string(Hexadecimal.text(SHA256.bytes(content))), "octets": .int(Int64(content.count)),
            ])
        }
        try append(
            .bundle, sujet: Sujet.bundle(identifiant),
            charge: .object(["identifiant": .string(identifiant), "empreinte": .string(empreinte), "fichiers": .array(list)]))
    }
}
