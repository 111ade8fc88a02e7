import Scolarite

/// Which column of marks: an épreuve in a session, a whole ECUE at the second session, or a whole UE.
///
/// Named by codes, not by positions: a column survives the rewriting of the maquette.
struct CleColonne: Hashable, Sendable {
    enum Sorte: String, Sendable { case epreuve, ecue, ue }

    var sorte: Sorte
    /// Code of the ECUE, or of the UE.
    var code: String
    /// Code of the épreuve; empty for a column that is not of one.
    var epreuve: String
    /// 1 or 2; 0 for a whole UE.
    var session: Int

    static func epreuve(_ ecue: String, _ epreuve: String, session: Int) -> CleColonne {
        CleColonne(sorte: .epreuve, code: ecue, epreuve: epreuve, session: session)
    }
    static func ecue(_ code: String) -> CleColonne { CleColonne(sorte: .ecue, code: code, epreuve: "", session: 2) }
    static func ue(_ code: String) -> CleColonne { CleColonne(sorte: .ue, code: code, epreuve: "", session: 0) }

    var json: JSON {
        .object(["type": .string(sorte.rawValue), "code": .string(code), "epreuve": .string(epreuve), "session": .int(Int64(session))])
    }

    init(sorte: Sorte, code: String, epreuve: String, session: Int) {
        (self.sorte, self.code, self.epreuve, self.session) = (sorte, code, epreuve, session)
    }

    init(_ json: JSON) throws {
        guard let sorte = Sorte(rawValue: try json["type"].string("colonne.type")) else { throw PayloadError(expected: "colonne.type") }
        self.sorte = sorte
        code = try json["code"].string("colonne.code")
        epreuve = try json["epreuve"].string("colonne.epreuve")
        session = Int(try json["session"].int("colonne.session"))
    }

    /// `CHI501 / examen (session 1)`
    var intitule: String {
        switch sorte {
        case .epreuve: epreuve.isEmpty ? "\(code) (session \(session))" : "\(code) / \(epreuve) (session \(session))"
        case .ecue: "\(code), ECUE entier (session 2)"
        case .ue: "UE \(code), évaluation complémentaire"
        }
    }
}

extension Promotion {
    /// Every column of the promotion by name, in the order of the maquette.
    func colonnes() -> [(cle: CleColonne, colonne: Colonne)] {
        var found: [(CleColonne, Colonne)] = []
        for (index, session) in notes.sessions.enumerated() {
            for (epreuve, colonne) in zip(maquette.epreuves, session) {
                found.append((.epreuve(maquette.ecues[epreuve.ecue].code, epreuve.code, session: index + 1), colonne))
            }
        }
        for (ecue, colonne) in zip(maquette.ecues, notes.rattrapagesEcue) { if let colonne { found.append((.ecue(ecue.code), colonne)) } }
        for (ue, colonne) in zip(maquette.ues, notes.complementsUE) { if let colonne { found.append((.ue(ue.code), colonne)) } }
        return found
    }
}
