import Scolarite
import Valeurs

/// What was judged of an ECUE or an UE of one élève, to be written in Apogée's file.
public struct ResultatJuge: Sendable, Hashable {
    /// Out of 20, or a percentage of a company; exact.
    public var note: Rational?
    /// Beside which the number is shown without crossing them.
    public var barres: [Rational]
    /// What prevails: the jury's decision, or the règlement's proposal.
    public var statut: String

    public init(note: Rational?, barres: [Rational], statut: String) { (self.note, self.barres, self.statut) = (note, barres, statut) }
}

/// The result codes that a school set up in Apogée.
public struct CodesApogee: Sendable, Hashable {
    public var valide, nonValide: String
    public init(valide: String = "ADM", nonValide: String = "AJ") { (self.valide, self.nonValide) = (valide, nonValide) }
}

extension FichierApogee {
    /// The cells to fill with what was judged: mark, scale and result of the elements that are ECUE or UE of `promotion`, marks of those that
    /// are épreuves. Cells of what is awaited, of other sessions and of other élèves are left as they are.
    ///
    /// - Parameters:
    ///   - ecue: by élève, then by code of ECUE. - ue: the same for UE.
    public func remplissages(
        _ promotion: Promotion, ecue: [String: [String: ResultatJuge]], ue: [String: [String: ResultatJuge]], codes: CodesApogee = CodesApogee()
    ) -> [Remplissage] {
        let maquette = promotion.maquette
        let ranks = Dictionary(promotion.eleves.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var all: [Remplissage] = []
        for element in elements where element.session == 0 || element.session == promotion.entete.session {
            let (rank, bareme) = (maquette.ecue(nomme: element.code, par: "apogee"), colonne(element, "B"))
            let epreuves = rank == nil ? maquette.epreuves.indices.filter { maquette.epreuves[$0].code == element.code } : []
            for etudiant in etudiants {
                guard let eleve = ranks[etudiant.numero] else { continue }
                func fill(_ sorte: String, _ value: String) {
                    all.append(Remplissage(numero: etudiant.numero, element: element, sorte: sorte, valeur: value))
                }
                let judged: ResultatJuge?
                var top = Rational(20)
                if let rank {
                    judged = ecue[etudiant.numero]?[maquette.ecues[rank].code]
                    top = MarkScale(ecue: maquette.ecues[rank], epreuve: nil).plein
                    if let code = absence(promotion, ecue: rank, eleve: eleve) {
                        fill("N", code)
                        if let result = judged.flatMap({ codes.code($0.statut) }) { fill("R", result) }
                        continue
                    }
                } else if epreuves.count == 1 {
                    let saisie = promotion.notes.sessions[max(1, element.session) - 1][epreuves[0]][eleve]
                    let epreuve = maquette.epreuves[epreuves[0]]
                    top = MarkScale(ecue: maquette.ecues[epreuve.ecue], epreuve: epreuve.nature).plein
                    if let code = saisie.etat.codeApogee { fill("N", code) }
                    judged = saisie.etat == .note ? ResultatJuge(note: Rational(Int64(saisie.hundredths), over: 100), barres: [], statut: "") : nil
                } else {
                    judged = ue[etudiant.numero]?[element.code]
                }
                guard let judged else { continue }
                if let result = codes.code(judged.statut) { fill("R", result) }
                guard let note = judged.note else { continue }
                let given = bareme.map { etudiant.cellules[$0.cellule] } ?? ""
                let scale = given.isEmpty ? top : Rational(cell: given) ?? top
                // 9.995 must not become 10 on its way: the number shown stays on its side of each bar.
                fill("N", (note * scale / top).decimal(notCrossing: judged.barres.map { $0 * scale / top }).replacing(".", with: ","))
                if given.isEmpty { fill("B", CellText.text(scale)) }
            }
        }
        return all
    }

    /// The code of an ECUE that has a single épreuve, when it is an absence or a dispense.
    private func absence(_ promotion: Promotion, ecue: Int, eleve: Int) -> String? {
        let epreuves = promotion.maquette.epreuvesParEcue[ecue]
        guard epreuves.count == 1 else { return nil }
        let second = promotion.notes.sessions[1][epreuves[0]][eleve]
        let saisie = promotion.entete.session == 2 && second.etat != .absente ? second : promotion.notes.sessions[0][epreuves[0]][eleve]
        return saisie.etat.codeApogee
    }
}

extension Etat {
    fileprivate var codeApogee: String? {
        switch self {
        case .abi: "ABI"
        case .abj: "ABJ"
        case .disp: "DIS"
        default: nil
        }
    }
}

extension CodesApogee {
    fileprivate func code(_ statut: String) -> String? {
        switch statut {
        case "validee", "acquise": valide
        case "non_validee": nonValide
        case "dispensee": "DIS"
        default: nil
        }
    }
}
