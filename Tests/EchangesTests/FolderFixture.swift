import Foundation
import Scolarite
import Valeurs

@testable import Echanges

/// A small promotion folder that is right, of which tests change one file at a time.
struct FolderFixture {
    var files: [String: [UInt8]] = [:]

    init() {
        self["promotion.yaml"] = """
            ecole: essai
            reglement: ensmac-2026
            annee: 2026-2027
            promotion: 1A
            cursus: ingenieur
            date: 2027-02-10
            session: 1

            """
        self["maquette.csv"] = """
            semestre;ue;ue_intitule;ects;ecue;ecue_intitule;coefficient;nature;grade
            S5;UE5-1;Chimie;6;CHI501;Chimie générale;2;cours;oui
            S5;UE5-1;Chimie;6;CHI502;Travaux pratiques;1;tp;oui
            S5;UE5-2;Humanités;4;ANG501;Anglais;1;langue;oui
            S5;UE5-2;Humanités;4;PRO501;Travail en équipe;0;competence;oui
            S5;UE5-3;Entreprise;3;ENT501;Période;1;entreprise;non

            """
        self["eleves.csv"] = """
            eleve;ine;nom;prenom;naissance;nationalites;statut;niveau;entree;niveau_entree
            E01;0A;Noël;Zoé;2004-02-29;FR|MA;FISE;1;2026-2027;1
            E02;0B;Durand;Ali;2004-03-01;FR;FISA;1;2026-2027;1

            """
        self["notes.csv"] = """
            eleve;ecue;epreuve;nature;coefficient;session;note;date
            E01;CHI501;CC;cours;1;1;8;2027-01-10
            E01;CHI501;EX;cours;2;1;12,5;2027-01-20
            E01;CHI502;;tp;1;1;14.25;
            E01;PRO501;;competence;;1;V;
            E02;CHI501;CC;cours;1;1;ABI;2027-01-10
            E02;ENT501;;entreprise;1;1;104;

            """
    }

    subscript(name: String) -> String {
        get { String(decoding: files[name] ?? [], as: UTF8.self) }
        set { files[name] = Array(newValue.utf8) }
    }

    mutating func add(_ line: String, to name: String) { self[name] += line + "\n" }

    /// Writes the folder in a place of its own and reads it.
    func read() throws -> PromotionReading {
        try inFolder { PromotionFolder(path: $0).read() }
    }

    func inFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quitus-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        return try body(folder.path)
    }

    /// `file:line:column code` of each error, in the order given.
    func errors() throws -> [String] { try places(.erreur) }
    func warnings() throws -> [String] { try places(.avertissement) }

    private func places(_ gravite: Diagnostic.Gravite) throws -> [String] {
        try read().diagnostics.filter { $0.gravite == gravite }.map { "\($0.fichier):\($0.ligne):\($0.colonne) \($0.code)" }
    }
}

extension Promotion {
    /// The mark of an élève, by codes.
    func saisie(_ eleve: String, _ ecue: String, _ epreuve: String, session: Int = 1) -> Saisie? {
        guard let rank = eleves.firstIndex(where: { $0.id == eleve }), let module = maquette.ecues.firstIndex(where: { $0.code == ecue }),
            let test = maquette.epreuves.firstIndex(where: { $0.ecue == module && $0.code == epreuve })
        else { return nil }
        return notes.sessions[session - 1][test][rank]
    }
}
