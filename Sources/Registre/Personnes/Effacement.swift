import Valeurs

/// How long each kind of erasable data must be kept, counted from the end of the last academic year that the record holds of the person.
///
/// A kind without a period is kept for good: only a school that has fixed a period may erase.
public struct Conservation: Hashable, Sendable {
    public var durees: [CategorieDonnee: CalendarDuration]

    public init(_ durees: [CategorieDonnee: CalendarDuration]) { self.durees = durees }
}

/// Data of a person whose retention period has ended.
public struct EcheanceConservation: Hashable, Sendable {
    /// Identifier of the promotion in the record.
    public var promotion: String
    public var eleve: String
    public var categorie: CategorieDonnee
    /// First day on which it may be erased.
    public var depuis: CalendarDate
}

extension Base {
    /// Erases what may be of a person: the journal keeps its salted hashes, so that its chain stays whole, and loses the salts, so that they
    /// say nothing any more. Marks, results and decisions stay, under the identifier alone.
    ///
    /// - Parameters:
    ///   - promotion: identifier of one promotion in the record; `nil` for every one that has such an élève.
    ///   - conservation: how long each kind must be kept.
    ///   - jour: the day on which the period must have ended.
    ///   - acte: must give its reason.
    /// - Returns: how many pieces of data were erased. Copies in earlier backups are erased with those backups.
    public func effacer(
        eleve: String, promotion: String? = nil, categories: Set<CategorieDonnee>, conservation: Conservation, jour: CalendarDate, par acte: Acte
    ) throws -> Reponse<Int> {
        guard acte.raison?.isEmpty == false else {
            return .refuse(Refus(.acte, "L'effacement demande sa raison (demande de la personne, fin de la durée…)."))
        }
        var touched: [String] = []
        let reponse = try write(acte) { ecriture in
            let session = ecriture.session
            let held = try Base.owners(session).filter { $0.eleve == eleve && (promotion == nil || $0.promotion == promotion) }
            guard !held.isEmpty else { throw Refusal(.eleveInconnu, "La base ne contient pas d'élève « \(eleve) ». Vérifiez l'identifiant.") }
            guard !categories.isEmpty else { throw Refusal(.conservation, "Rien n'est demandé : dites quelles données effacer.") }
            var early: [String] = []
            for categorie in categories.sorted(by: { $0.rawValue < $1.rawValue }) {
                guard let free = try Base.free(categorie, eleve: eleve, promotions: held.map(\.promotion), conservation, session) else {
                    early.append("\(categorie.intitule) : à conserver sans limite")
                    continue
                }
                if jour < free { early.append("\(categorie.intitule) : à conserver jusqu'au \(free.adding(days: -1).french)") }
            }
            guard early.isEmpty else {
                throw Refusal(.conservation, "La durée de conservation n'est pas écoulée : rien n'a été effacé.", details: early)
            }
            try ecriture.reason(promotion: "")
            var count = 0
            for owner in held {
                var erased: [CategorieDonnee] = []
                for categorie in CategorieDonnee.allCases where categories.contains(categorie) {
                    let arguments: [SQLValue] = [.text(owner.promotion), .text(eleve), .text(categorie.rawValue)]
                    let found =
                        try session.first(
                            "SELECT count(*) FROM donnee_personnelle WHERE promotion = ? AND eleve = ? AND categorie = ? AND contenu IS NOT NULL",
                            arguments
                        ) { Int($0.int(0)) } ?? 0
                    guard found > 0 else { continue }
                    try session.execute(
                        "UPDATE donnee_personnelle SET sel = NULL, contenu = NULL WHERE promotion = ? AND eleve = ? AND categorie = ?", arguments)
                    count += found
                    erased.append(categorie)
                }
                guard !erased.isEmpty else { continue }
                touched.append(owner.promotion)
                try ecriture.append(
                    .effacement, sujet: Sujet.eleve(eleve, promotion: owner.promotion),
                    charge: .object([
                        "promotion": .string(owner.promotion), "eleve": .string(eleve),
                        "categories": .array(erased.map { .string($0.rawValue) }),
                    ]))
            }
            return count
        }
        if case .fait = reponse {
            for code in touched { forget(code) }
            try store.scrub()
        }
        return reponse
    }

    /// What may be erased on `jour`: kinds of data still held whose retention period has ended.
    public func conservationEchue(_ conservation: Conservation, jour: CalendarDate) throws -> [EcheanceConservation] {
        try store.read { session in
            let owners = try Base.owners(session)
            var found: [EcheanceConservation] = []
            for owner in owners {
                for categorie in CategorieDonnee.allCases {
                    let held = try session.first(
                        "SELECT count(*) FROM donnee_personnelle WHERE promotion = ? AND eleve = ? AND categorie = ? AND contenu IS NOT NULL",
                        [.text(owner.promotion), .text(owner.eleve), .text(categorie.rawValue)]
                    ) { $0.int(0) }
                    guard held != 0 else { continue }
                    let promotions = owners.filter { $0.eleve == owner.eleve }.map(\.promotion)
                    guard let free = try Base.free(categorie, eleve: owner.eleve, promotions: promotions, conservation, session), free <= jour
                    else { continue }
                    found.append(EcheanceConservation(promotion: owner.promotion, eleve: owner.eleve, categorie: categorie, depuis: free))
                }
            }
            return found
        }
    }

    private static func owners(_ session: any StoreSession) throws -> [(promotion: String, eleve: String)] {
        try session.all("SELECT p.code, e.code FROM eleve e JOIN promotion p ON p.id = e.promotion_id ORDER BY e.id") { ($0.text(0), $0.text(1)) }
    }

    /// First day on which data of this kind may be erased; `nil` when it is kept for good.
    private static func free(
        _ categorie: CategorieDonnee, eleve: String, promotions: [String], _ conservation: Conservation, _ session: any StoreSession
    ) throws -> CalendarDate? {
        guard let duration = conservation.durees[categorie] else { return nil }
        var last: CalendarDate?
        for code in promotions {
            let row = try session.first(
                "SELECT p.annee, (SELECT max(date) FROM entete e WHERE e.promotion_id = p.id) FROM promotion p WHERE p.code = ?", [.text(code)]
            ) { (annee: $0.text(0), date: $0.int(1)) }
            guard let row else { continue }
            // The year 2026-2027 ends on 31 August 2027; a year written otherwise ends on the last day judged.
            let end =
                Int(row.annee.suffix(4)).flatMap { CalendarDate(year: $0, month: 8, day: 31) } ?? CalendarDate(dayNumber: Int32(clamping: row.date))
            last = max(last ?? end, end)
        }
        return last.map { ($0 + duration).adding(days: 1) }
    }
}
