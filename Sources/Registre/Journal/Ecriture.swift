import Crypto
import Valeurs

/// One transaction's way into the journal: each entry appended is hashed onto the chain and its consequences derived at once.
final class Ecriture {
    let session: any StoreSession
    let acte: Acte
    let derivation: Derivation
    /// When it becomes known: the instant given, or that of the last entry when a writer who began earlier ends later.
    let instant: Instant
    private(set) var seq: Int64
    private var hash: [UInt8]
    private var lot: Int64?
    private var reason: [UInt8]?

    /// How far behind the last entry an instant may be: the time that a long import may have waited for its turn.
    static let toleranceSeconds: Int64 = 300

    init(_ session: any StoreSession, acte: Acte) throws {
        self.session = session
        self.acte = acte
        derivation = Derivation(session)
        let last = try session.first("SELECT seq, instant, empreinte FROM journal ORDER BY seq DESC LIMIT 1") {
            (seq: $0.int(0), instant: Instant(seconds: $0.int(1)), hash: $0.blob(2))
        }
        seq = last?.seq ?? 0
        hash = last?.hash ?? Entree.origine
        if let last, acte.instant < last.instant {
            guard last.instant.seconds - acte.instant.seconds <= Ecriture.toleranceSeconds else {
                throw PanneRegistre.horlogeEnArriere(derniere: last.instant, donnee: acte.instant)
            }
            instant = last.instant
        } else {
            instant = acte.instant
        }
    }

    /// Stores the reason of the act among the data that can be erased, as belonging to `eleve` (empty for nobody in particular).
    func reason(promotion: String, eleve: String = "") throws {
        guard let text = acte.raison, !text.isEmpty else { return }
        reason = try DonneesPersonnelles.store(text, categorie: .raison, promotion: promotion, eleve: eleve, in: session)
    }

    @discardableResult
    func append(_ genre: Genre, sujet: String, charge: JSON) throws -> Int64 {
        seq += 1
        let group = lot ?? seq
        lot = group
        let entree = Entree(
            seq: seq, instant: instant, acteur: acte.acteur, genre: genre.rawValue, sujet: sujet, version: genre.version, lot: group,
            raison: reason, charge: charge.bytes, precedent: hash)
        let own = entree.empreinte
        try session.execute(
            "INSERT INTO journal (\(Entree.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .int(entree.seq), .int(entree.instant.seconds), .text(entree.acteur), .text(entree.genre), .text(entree.sujet),
                .int(entree.version), .int(entree.lot), SQLValue(entree.raison), .blob(entree.charge), .blob(entree.precedent), .blob(own),
            ])
        hash = own
        try derivation.apply(genre, charge, seq: seq)
        return seq
    }
}
