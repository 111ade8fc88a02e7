import Foundation
import Registre
import Scolarite
import Valeurs

/// The work of a school on its record, without end: it is killed from outside. Each write that the record acknowledges is told on the
/// standard output at once, as the journal's digest.
struct Travail {
    let path: String
    var hasard: Hasard
    /// Whether each write is told.
    let told: Bool

    init(path: String, graine: UInt64, told: Bool = true) {
        self.path = path
        self.told = told
        hasard = Hasard(graine: graine)
    }

    private func acte(_ acteur: String = "travail", raison: String? = nil) -> Acte {
        Acte(acteur: acteur, instant: Instant(seconds: Int64(Date().timeIntervalSince1970)), raison: raison)
    }

    /// One line by one `write`: a pipe keeps it whole whatever becomes of this process.
    private func acknowledge(_ base: Base, _ what: String) throws {
        guard told else { return }
        FileHandle.standardOutput.write(Data("\(what) \(try base.condensat())\n".utf8))
    }

    mutating func run() throws {
        let base = try Base.ouvrir(path, creer: true)
        if try base.promotions().isEmpty { try importation(base, "depart") }
        while true {
            switch Int.random(in: 0..<10, using: &hasard) {
            case 0..<3: try importation(base, "promotion-\(Int.random(in: 0..<3, using: &hasard))")
            case 3..<6: try saisies(base)
            case 6, 7: try jury(base)
            case 8: try bascule(base)
            default:
                if Bool.random(using: &hasard) { try effacement(base) } else { try sauvegarde(base) }
            }
        }
    }

    mutating func importation(_ base: Base, _ nom: String, eleves: ClosedRange<Int> = 20...149) throws {
        let size = Int.random(in: eleves, using: &hasard)
        let promotion = Fabrique.promotion(nom, eleves: size, ues: 4, epreuvesParUE: Int.random(in: 1..<5, using: &hasard), hasard: &hasard)
        _ = try check(base.importer(promotion, par: acte(raison: "import")))
        try acknowledge(base, "import")
    }

    mutating func saisies(_ base: Base, _ count: Int = 10) throws {
        guard let code = try base.promotions().randomElement(using: &hasard)?.code else { return }
        for _ in 0..<count {
            guard let held = try base.instantane(code), let eleve = held.promotion.eleves.randomElement(using: &hasard),
                let ecue = held.promotion.maquette.ecues.randomElement(using: &hasard)
            else { return }
            let saisie = Saisie(etat: .note, hundredths: Int32.random(in: 0...2000, using: &hasard), day: Saisie.noDay)
            _ = try check(base.saisirNote(code, ligne: LigneNote(eleve: eleve.id, ecue: ecue.code, saisie: saisie), par: acte(), vu: held.version))
            try acknowledge(base, "note")
        }
    }

    mutating func jury(_ base: Base) throws {
        guard let code = try base.promotions().randomElement(using: &hasard)?.code, let held = try base.instantane(code),
            !held.promotion.eleves.isEmpty
        else { return }
        let seance = "J\(UInt32.random(in: 0...UInt32.max, using: &hasard))"
        let instance = Instance(
            identifiant: "jury", intitule: "Jury", president: "p", membres: [Membre(personne: "p"), Membre(personne: "q"), Membre(personne: "r")],
            quorum: .plusDe(Rational(1, over: 2)))
        _ = try check(base.convoquer(code, seance: seance, instance: instance, date: CalendarDate("2027-07-01")!, par: acte()))
        try acknowledge(base, "convocation")
        _ = try check(base.noterPresences(seance, ["p": true, "q": true], par: acte()))
        let kept = try adoption(base, code, held.promotion.entete)
        let propositions = held.promotion.eleves.enumerated().map { index, eleve in
            PropositionJury(eleve: eleve.id, objet: "annee", proposition: "passage", deDroit: index % 4 != 0)
        }
        _ = try check(
            base.geler(seance, propositions: propositions, reglement: kept.empreinte, programme: "p", vu: try base.version(code), par: acte()))
        try acknowledge(base, "gel")
        _ = try check(base.deciderEnBloc(seance, par: acte()))
        try acknowledge(base, "bloc")
        for (index, eleve) in held.promotion.eleves.enumerated() where index % 4 == 0 {
            _ = try check(base.decider(seance, eleve: eleve.id, objet: "annee", decision: "redoublement", motif: "motif", par: acte()))
            try acknowledge(base, "decision")
        }
        _ = try check(base.clore(seance, signataires: ["p"], par: acte()))
        try acknowledge(base, "cloture")
        _ = try check(base.publier(seance, par: acte()))
        try acknowledge(base, "publication")
    }

    /// One règlement of three for the promotion, its files kept at the first of its juries that sits under it.
    private mutating func adoption(_ base: Base, _ code: String, _ entete: Entete) throws -> ReglementGarde {
        let version = Int.random(in: 0..<3, using: &hasard)
        let reglement = ReglementLuDuDisque(
            nom: entete.reglement, identifiant: entete.reglement, surcouche: entete.surcouche, empreinte: "sha256:\(version)",
            fichiers: ["\(entete.reglement)/reglement.yaml": Array(repeating: UInt8(48 + version), count: 20_000)])
        let kept = try check(base.adopter(code, reglement: reglement, par: acte(raison: "essai")))
        try acknowledge(base, "reglement")
        return kept
    }

    /// The year turns where every élève has been decided, then turns back.
    mutating func bascule(_ base: Base) throws {
        for resume in try base.promotions() where resume.annee == "2026-2027" {
            func entete(_ nom: String) -> Entete {
                Entete(
                    ecole: resume.ecole, reglement: resume.reglement, annee: "2027-2028", promotion: nom, cursus: resume.cursus,
                    date: CalendarDate("2028-02-10")!, session: 1)
            }
            let demande = DemandeBascule(
                source: resume.code, annee: "2027-2028",
                destinations: [1: entete(resume.promotion + "-redoublants"), 2: entete(resume.promotion)])
            guard let plan = try base.preparerBascule(demande).fait, plan.obstacles.isEmpty else { continue }
            let done = try check(base.appliquerBascule(plan, par: acte()))
            try acknowledge(base, "bascule")
            if case .fait = try base.annulerBascule(done.identifiant, par: acte(raison: "essai")) { try acknowledge(base, "retour") }
            return
        }
    }

    mutating func effacement(_ base: Base) throws {
        guard let code = try base.promotions().randomElement(using: &hasard)?.code,
            let eleve = try base.instantane(code)?.promotion.eleves.randomElement(using: &hasard)
        else { return }
        let conservation = Conservation([.identite: CalendarDuration(), .motifAbsence: CalendarDuration()])
        _ = try check(
            base.effacer(
                eleve: eleve.id, promotion: code, categories: [.identite, .motifAbsence], conservation: conservation,
                jour: CalendarDate("2040-01-01")!, par: acte(raison: "demande")))
        try acknowledge(base, "effacement")
    }

    private mutating func sauvegarde(_ base: Base) throws {
        _ = try base.sauvegarder(vers: path + ".\(UInt32.random(in: 0...UInt32.max, using: &hasard)).sauvegarde")
        try acknowledge(base, "sauvegarde")
    }
}
