import Scolarite
import Valeurs

/// What an import or an entry of marks changes, or would change: for a person to read before it is done.
public struct Changements: Hashable, Sendable {
    /// One column of marks.
    public struct Notes: Hashable, Sendable {
        /// `CHI501 / examen (session 1)`
        public var colonne: String
        public var ajoutees, modifiees, retirees: Int
        /// Élèves whose mark was there and is no longer the same, or no longer there.
        public var touches: [String]
    }

    /// Identifier of the promotion in the record.
    public var promotion: String
    /// Version of the promotion before the change; what to give as `vu` to apply a trial.
    public var version: Int64
    /// Whether the record did not hold the promotion.
    public var nouvelle: Bool
    /// What changes in the description of the promotion (règlement, date, session, parameters), one line each.
    public var entete: [String]
    /// What changes in the maquette, one line each.
    public var maquette: [String]
    public var elevesAjoutes, elevesModifies, elevesRetires: [String]
    /// Whether only the order of the élèves in the file differs.
    public var ordre: Bool
    /// Élèves whose lists change, by list.
    public var dossiers: [String: [String]]
    public var notes: [Notes]
    /// Élèves whose identity was erased and that the folder gives again: it stays erased.
    public var effaces: [String]
    /// Id of the règlement kept with the promotion from this change on, when it is a new one.
    public var reglement: String?

    /// Whether nothing changes.
    public var estVide: Bool {
        !nouvelle && entete.isEmpty && maquette.isEmpty && elevesAjoutes.isEmpty && elevesModifies.isEmpty && elevesRetires.isEmpty && !ordre
            && dossiers.isEmpty && notes.isEmpty && reglement == nil
    }

    init(_ difference: Difference, version: Int64, reglement: String? = nil) {
        let wanted = difference.wanted
        promotion = wanted.entete.code
        self.version = version
        nouvelle = difference.held == nil
        let held = difference.held
        entete = difference.entete ? held.map { Changements.entete($0.entete, wanted.entete) } ?? [] : []
        maquette = difference.maquette ? held.map { Changements.maquette($0.maquette, wanted.maquette) } ?? [] : []
        elevesAjoutes = difference.arrives.map { wanted.eleves[$0].id }
        elevesModifies = difference.modifies.map { wanted.eleves[$0].id }
        elevesRetires = difference.retires
        ordre = difference.held != nil && difference.ordre && elevesAjoutes.isEmpty && elevesRetires.isEmpty
        dossiers = [:]
        for item in difference.dossiers { dossiers[item.liste.intitule] = item.eleves.map { wanted.eleves[$0].id } }
        notes = difference.colonnes.map { colonne in
            var change = Notes(colonne: colonne.cle.intitule, ajoutees: 0, modifiees: 0, retirees: 0, touches: [])
            for cell in colonne.cellules {
                if cell.avant == .absente {
                    change.ajoutees += 1
                } else {
                    if cell.apres == .absente { change.retirees += 1 } else { change.modifiees += 1 }
                    change.touches.append(wanted.eleves[cell.eleve].id)
                }
            }
            return change
        }
        effaces = difference.effaces
        self.reglement = reglement
    }

    private static func entete(_ old: Entete, _ new: Entete) -> [String] {
        var lines: [String] = []
        func field(_ name: String, _ old: String?, _ new: String?) {
            if old != new { lines.append("\(name) : « \(old ?? "") » devient « \(new ?? "") »") }
        }
        field("règlement", old.reglement, new.reglement)
        field("surcouche", old.surcouche, new.surcouche)
        field("date", old.date.french, new.date.french)
        field("session", String(old.session), String(new.session))
        field("période", old.periode, new.periode)
        for name in Set(old.parametres.keys).union(new.parametres.keys).sorted() where old.parametres[name] != new.parametres[name] {
            func text(_ value: ValeurParametre?) -> String? { value.map { Charge.parametre($0).text } }
            field("paramètre \(name)", text(old.parametres[name]), text(new.parametres[name]))
        }
        for name in Set(old.autres.keys).union(new.autres.keys).sorted() { field(name, old.autres[name], new.autres[name]) }
        return lines
    }

    private static func maquette(_ old: Maquette, _ new: Maquette) -> [String] {
        var lines: [String] = []
        func compare<T: Equatable>(_ what: String, _ old: [(String, T)], _ new: [(String, T)]) {
            var before = Dictionary(old, uniquingKeysWith: { first, _ in first })
            for (code, value) in new {
                guard let held = before.removeValue(forKey: code) else { lines.append("\(what) \(code) ajoutée"); continue }
                if held != value { lines.append("\(what) \(code) modifiée") }
            }
            for (code, _) in old where before[code] != nil { lines.append("\(what) \(code) retirée") }
        }
        func ueFields(_ m: Maquette) -> [(String, [String])] {
            m.ues.map { ue in
                let ecues = ue.ecues.map { m.ecues[$0].code }.joined(separator: ",")
                return (
                    ue.code,
                    [ue.intitule, m.semestres[ue.semestre], ue.ects.fraction, "\(ue.grade.map(String.init) ?? "")", ue.seuil?.fraction ?? "", ecues]
                )
            }
        }
        func ecueFields(_ m: Maquette) -> [(String, [String])] {
            m.ecues.map { ecue in
                let facts = ecue.faits.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
                return (ecue.code, [ecue.intitule, ecue.coefficient.fraction, ecue.nature.rawValue, ecue.seuil?.fraction ?? "", facts])
            }
        }
        func epreuveFields(_ m: Maquette) -> [(String, [String])] {
            m.epreuves.map { ("\(m.ecues[$0.ecue].code)/\($0.code)", [$0.nature.rawValue, $0.coefficient.fraction]) }
        }
        compare("UE", ueFields(old), ueFields(new))
        compare("ECUE", ecueFields(old), ecueFields(new))
        compare("épreuve", epreuveFields(old), epreuveFields(new))
        if lines.isEmpty, old != new { lines.append("ordre des lignes de la maquette modifié") }
        return lines
    }
}

extension Changements: CustomStringConvertible {
    /// The changes in French, one per line. Says who and where, never a mark.
    public var lignes: [String] {
        guard !estVide else { return ["Aucun changement : la base contient déjà ce dossier."] + erased }
        var lines: [String] = []
        func list(_ ids: [String]) -> String {
            ids.count <= 12 ? ids.joined(separator: ", ") : ids.prefix(12).joined(separator: ", ") + "… (\(ids.count))"
        }
        if nouvelle { lines.append("Nouvelle promotion « \(promotion) » : \(plural(elevesAjoutes.count, "élève")).") }
        lines += entete.map { "Promotion : \($0)." } + maquette.map { "Maquette : \($0)." }
        if !elevesRetires.isEmpty { lines.append("Élèves retirés : \(list(elevesRetires)).") }
        if !nouvelle, !elevesAjoutes.isEmpty { lines.append("Élèves ajoutés : \(list(elevesAjoutes)).") }
        if !elevesModifies.isEmpty { lines.append("Fiches modifiées : \(list(elevesModifies)).") }
        if ordre { lines.append("L'ordre des élèves change.") }
        for (name, eleves) in dossiers.sorted(by: { $0.key < $1.key }) {
            lines.append("Dossiers, \(name) : \(nouvelle ? plural(eleves.count, "élève") : list(eleves)).")
        }
        for column in notes {
            var parts: [String] = []
            if column.ajoutees > 0 { parts.append(plural(column.ajoutees, "note") + (column.ajoutees > 1 ? " ajoutées" : " ajoutée")) }
            if column.modifiees > 0 { parts.append(plural(column.modifiees, "note") + (column.modifiees > 1 ? " modifiées" : " modifiée")) }
            if column.retirees > 0 { parts.append(plural(column.retirees, "note") + (column.retirees > 1 ? " retirées" : " retirée")) }
            if parts.isEmpty { parts.append("colonne ouverte ou fermée") }
            let who = column.touches.isEmpty ? "" : " (\(list(column.touches)))"
            lines.append("Notes, \(column.colonne) : \(parts.joined(separator: ", "))\(who).")
        }
        if let reglement { lines.append("Règlement « \(reglement) » gardé avec la promotion, octet pour octet.") }
        return lines + erased
    }

    private var erased: [String] {
        effaces.isEmpty ? [] : ["Identités effacées, non reprises du dossier : \(effaces.joined(separator: ", "))."]
    }

    private func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count > 1 ? "s" : "")" }

    public var description: String { lignes.joined(separator: "\n") }
}
