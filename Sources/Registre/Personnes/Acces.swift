import Scolarite
import Valeurs

/// What the record holds on a person in one promotion, for the person who asks.
public struct DonneesPersonne: Hashable, Sendable {
    /// Identifier of the promotion in the record.
    public var promotion: String
    /// `nil` when the élève is no longer of the promotion: the story says what was.
    public var eleve: Eleve?
    public var dossier: Dossier?
    /// By épreuve, as mark sheets name them; a number or a code.
    public var notes: [String: String]
    /// Erasable texts still held, by kind, those of earlier versions included.
    public var textes: [String: [String]]
    /// The proposals that juries received on the person, motifs included, as canonical JSON.
    public var propositions: [String]
    /// What happened, first entry first.
    public var recit: [LigneRecit]

    /// The whole as canonical JSON, to hand over.
    public var json: String {
        var members: [String: JSON] = [
            "promotion": .string(promotion), "notes": .object(notes.mapValues { .string($0) }),
            "textes": .object(textes.mapValues { .array($0.map { .string($0) }) }),
            "propositions": .array(propositions.map { .string($0) }),
            "recit": .array(
                recit.map { line in
                    .object([
                        "entree": .int(line.entree), "instant": .string(line.instant.iso), "acteur": .string(line.acteur),
                        "fait": .string(line.fait), "raison": JSON(line.raison),
                    ])
                }),
        ]
        if let eleve {
            members["identite"] = Charge.fiche(eleve)
            members["inscription"] = .object([
                "eleve": .string(eleve.id), "statut": .string(eleve.statut.rawValue), "cursus": .string(eleve.cursus),
                "niveau": .int(Int64(eleve.niveau)), "entree": .string(eleve.entree), "niveau_entree": .int(Int64(eleve.niveauEntree)),
                "voie": .string(eleve.voie), "francophone": JSON(eleve.francophone),
            ])
        }
        if let dossier {
            var lists: [String: JSON] = [:]
            for liste in Liste.allCases {
                let rows = liste.rows(of: dossier)
                if !rows.isEmpty { lists[liste.rawValue] = .array(rows.map { .string(liste.texte($0)) }) }
            }
            members["dossier"] = .object(lists)
        }
        return JSON.object(members).text
    }
}

extension Base {
    /// Everything that the record holds on a person, one item per promotion; empty when it knows no such élève.
    ///
    /// - Parameters:
    ///   - eleve: the school's identifier.
    ///   - promotion: identifier of one promotion in the record; `nil` for all.
    public func donneesPersonnelles(eleve: String, promotion: String? = nil) throws -> [DonneesPersonne] {
        let story = try montrer(eleve: eleve, promotion: promotion)
        return try store.read { session in
            let codes = try session.all(
                "SELECT p.code FROM eleve e JOIN promotion p ON p.id = e.promotion_id WHERE e.code = ? ORDER BY p.id", [.text(eleve)]
            ) { $0.text(0) }
            return try codes.filter { promotion == nil || $0 == promotion }.map { code in
                var texts: [String: [String]] = [:]
                try session.query(
                    "SELECT categorie, contenu FROM donnee_personnelle WHERE promotion = ? AND eleve = ? AND contenu IS NOT NULL ORDER BY categorie, contenu",
                    [.text(code), .text(eleve)]
                ) { texts[$0.text(0), default: []].append($0.text(1)) }
                let proposals = try session.all(
                    """
                    SELECT q.texte FROM proposition q JOIN eleve e ON e.id = q.eleve_id JOIN promotion p ON p.id = e.promotion_id
                    WHERE p.code = ? AND e.code = ? ORDER BY q.depuis, q.rang
                    """, [.text(code), .text(eleve)]
                ) { $0.text(0) }
                var found = DonneesPersonne(
                    promotion: code, eleve: nil, dossier: nil, notes: [:], textes: texts, propositions: proposals,
                    recit: story.filter { $0.promotion == code })
                if let held = try Lecture(session).promotion(code)?.promotion, let position = held.eleves.firstIndex(where: { $0.id == eleve }) {
                    found.eleve = held.eleves[position]
                    found.dossier = held.dossiers[position]
                    for (cle, colonne) in held.colonnes() where colonne[position] != .absente {
                        let cell = colonne[position]
                        found.notes[cle.intitule] = cell.etat.code ?? Rational(Int64(cell.hundredths), over: 100).decimal()
                    }
                }
                return found
            }
        }
    }
}
