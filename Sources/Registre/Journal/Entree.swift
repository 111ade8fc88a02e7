import Crypto
import Valeurs

/// Who writes, when and why. Nothing below the command line reads a clock: the instant is always given.
public struct Acte: Hashable, Sendable {
    /// Identifier of the person or program, as the school's directory knows it; never empty.
    public var acteur: String
    public var instant: Instant
    /// Why, in the writer's words. Kept apart from the journal, which holds its salted hash: it can be erased.
    public var raison: String?

    public init(acteur: String, instant: Instant, raison: String? = nil) {
        self.acteur = acteur
        self.instant = instant
        self.raison = raison
    }
}

/// What an entry of the journal records. The raw value is stored: it never changes.
enum Genre: String, Sendable, CaseIterable {
    case importation = "importation"
    case saisie = "saisie"
    case entete = "entete"
    case maquette = "maquette"
    case eleves = "eleves"
    case elevesRetires = "eleves_retires"
    case ordre = "ordre"
    case dossiers = "dossiers"
    case notes = "notes"
    case bundle = "bundle"
    case reglementGarde = "reglement_garde"
    case seanceConvoquee = "seance_convoquee"
    case seancePresence = "seance_presence"
    case seanceGelee = "seance_gelee"
    case seanceDecision = "seance_decision"
    case seanceClose = "seance_close"
    case seancePubliee = "seance_publiee"
    case seanceRectifiee = "seance_rectifiee"
    case seanceAnnulee = "seance_annulee"
    case bascule = "bascule"
    case basculeAnnulee = "bascule_annulee"
    case effacement = "effacement"

    /// Version of the payload that this code writes; it reads every earlier one.
    var version: Int64 { 1 }
}

/// One link of the journal. Its hash covers all the other fields and the hash of the entry before it.
struct Entree: Hashable, Sendable {
    var seq: Int64
    var instant: Instant
    var acteur: String
    var genre: String
    var sujet: String
    var version: Int64
    /// Sequence of the first entry written in the same transaction.
    var lot: Int64
    /// Reference of the reason, in ``donnee_personnelle``.
    var raison: [UInt8]?
    var charge: [UInt8]
    var precedent: [UInt8]

    static let origine = [UInt8](repeating: 0, count: 32)

    /// SHA-256 over every field, each preceded by its length so that no two entries share the same bytes.
    var empreinte: [UInt8] {
        var hasher = SHA256()
        func add(_ bytes: some Collection<UInt8>) {
            withUnsafeBytes(of: Int64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
            hasher.update(data: Array(bytes))
        }
        add("quitus-journal-1".utf8)
        for number in [seq, instant.seconds, version, lot] {
            withUnsafeBytes(of: number.bigEndian) { hasher.update(bufferPointer: $0) }
        }
        add(acteur.utf8)
        add(genre.utf8)
        add(sujet.utf8)
        add(raison ?? [])
        add(charge)
        add(precedent)
        return Array(hasher.finalize())
    }
}

extension Entree {
    static let columns = "seq, instant, acteur, genre, sujet, version, lot, raison, charge, precedent, empreinte"

    /// The entry of a row of `SELECT` ``columns``, and the hash stored with it.
    static func read(_ row: any SQLRow) -> (entree: Entree, stored: [UInt8]) {
        let entree = Entree(
            seq: row.int(0), instant: Instant(seconds: row.int(1)), acteur: row.text(2), genre: row.text(3), sujet: row.text(4),
            version: row.int(5), lot: row.int(6), raison: row.blobOrNil(7), charge: row.blob(8), precedent: row.blob(9))
        return (entree, row.blob(10))
    }

    func payload() throws -> JSON {
        guard let json = JSON.parse(charge) else { throw PayloadError(expected: "JSON") }
        return json
    }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
    }
}

extension SHA256 {
    static func bytes(_ data: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: data)) }
}
