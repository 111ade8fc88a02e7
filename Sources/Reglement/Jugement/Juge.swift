import Scolarite
import Valeurs

/// Judges a promotion under a règlement.
///
/// Pure: the same programme and the same promotion always give the same judgement.
public struct Juge {
    let cadre: Cadre

    /// Checks the values that the school sets in `promotion.yaml`; throws every fault at once.
    public init(_ programme: Programme, _ promotion: Promotion, fichier: String = "promotion.yaml") throws(Fautes) {
        let (fixes, fautes) = ParametresEcole.read(promotion.entete.parametres, programme, fichier: fichier)
        let lignes = ParametresEcole.maquette(promotion.maquette, programme)
        if !(fautes + lignes).isEmpty { throw Fautes(diagnostics: fautes + lignes) }
        cadre = Cadre(programme: programme, promotion: promotion, fixes: fixes)
    }

    /// What is wrong in the values that the school sets, the thresholds of the maquette among them when it is given.
    public static func fautes(_ programme: Programme, _ entete: Entete, maquette: Maquette? = nil, fichier: String = "promotion.yaml") -> [Diagnostic]
    {
        ParametresEcole.read(entete.parametres, programme, fichier: fichier).fautes
            + (maquette.map { ParametresEcole.maquette($0, programme) } ?? [])
    }

    public struct Fautes: Error {
        public let diagnostics: [Diagnostic]
        public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
    }

    /// Judges every élève, or only one of them (`seulement`): the others still count in the rankings.
    ///
    /// - Parameter motifs: false leaves the sentences out, where only the results are wanted.
    public func juger(seulement: String? = nil, motifs: Bool = true) -> Jugement {
        let situation = Situation(cadre: cadre)
        let classements = Classements(cadre: cadre, situation: situation)
        let entete = cadre.promotion.entete
        var jugement = Jugement(
            reglement: .init(id: cadre.programme.id, surcouche: entete.surcouche, empreinte: cadre.programme.empreinte), date: entete.date,
            session: entete.session,
            periode: cadre.promotion.periode, eleves: [])
        for (index, eleve) in cadre.promotion.eleves.enumerated() where seulement == nil || eleve.id == seulement {
            var redaction = Redaction(cadre: cadre, situation: situation, classements: classements, eleve: index, avecMotifs: motifs)
            jugement.eleves.append(redaction.situe())
        }
        return jugement
    }
}
