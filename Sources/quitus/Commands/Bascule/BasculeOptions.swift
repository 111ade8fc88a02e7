import ArgumentParser
import Echanges
import Registre
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

/// What the school asks of the turn of a year.
struct BasculeOptions: ParsableArguments {
    @OptionGroup var record: BaseOption

    @Option(help: ArgumentHelp("La promotion dont l'année finit.", valueName: "id"))
    var promotion: String

    @Option(help: ArgumentHelp("L'année qui commence, par exemple 2027-2028.", valueName: "année"))
    var annee: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Le nom de la promotion à rejoindre, par année du cursus : 2=P2029 pour qui passe en deuxième année.", valueName: "niveau=nom"))
    var destination: [String]

    @Option(help: ArgumentHelp("Le nom de la promotion où attendent les élèves en césure.", valueName: "nom"))
    var cesures: String?

    @Flag(help: "Un redoublant reprend toutes les UE, même celles qu'il a validées.")
    var toutReprendre = false

    /// The plan, with the results that the règlement gives to the year that ends.
    func plan(in base: Base, on console: Console) throws -> PlanBascule {
        let names = try names()
        let code = try Record.done(try base.resoudre(promotion))
        guard let source = try base.promotion(code) else {
            throw Refusal(.data, "erreur: le registre ne contient pas la promotion « \(code) » [promotion-inconnue]")
        }
        let (known, bibliotheque) = try KeptReglement.source(source.connueASaDate.promotion, code, in: base, file: record.base, on: console)
        let deliberation = try Judging.deliberation(known, bibliotheque, on: console)
        let jugement = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.juger() }
        let demande = DemandeBascule(
            source: code, annee: annee, destinations: names.mapValues { header($0, after: source.entete) },
            cesures: cesures.map { header($0, after: source.entete) }, resultats: results(jugement, known), conserverUE: !toutReprendre)
        return try Record.done(try base.preparerBascule(demande))
    }

    private func names() throws -> [Int: String] {
        var names: [Int: String] = [:]
        for text in destination {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let level = Int(parts[0]), (1...9).contains(level), names.updateValue(parts[1], forKey: level) == nil else {
                throw Refusal(.usage, "erreur: « \(text) » n'est pas une destination ; écrivez 2=P2029, une par année du cursus.")
            }
        }
        return names
    }

    /// The header of a promotion that begins: the règlement and cursus of the one that ends, judged a year later at the first session.
    private func header(_ name: String, after source: Entete) -> Entete {
        Entete(
            ecole: source.ecole, reglement: source.reglement, annee: annee, promotion: name, cursus: source.cursus,
            date: source.date.adding(months: 12), session: 1,
            periode: source.periode == "annee" ? "annee" : nil, parametres: source.parametres)
    }

    /// The status that prevails. A decision that is no status (points of jury, a grade, a second session) is in the rule's own already.
    private func statut(_ ue: Jugement.UEJugee) -> String {
        guard let decided = ue.decision?.decision, MotsDuDossier.statutsPasses.contains(decided) else { return ue.statut }
        return decided
    }

    /// The results of the UE of the year: the mean that the règlement gives, the status that prevails, and the credits of the UE, which
    /// are owed where it is not validated.
    private func results(_ jugement: Jugement, _ promotion: Promotion) -> [String: [Resultat]] {
        let semestres = Dictionary(promotion.maquette.ues.map { ($0.code, promotion.maquette.semestres[$0.semestre]) }) { first, _ in first }
        let credits = Dictionary(promotion.maquette.ues.map { ($0.code, $0.ects) }) { first, _ in first }
        return Dictionary(
            jugement.eleves.map { situe in
                (
                    situe.eleve,
                    situe.ues.map { ue in
                        Resultat(
                            annee: promotion.entete.annee, semestre: semestres[ue.ue] ?? "", ue: ue.ue, ects: credits[ue.ue] ?? ue.ects.exact,
                            moyenne: ue.moyenne?.exact,
                            statut: statut(ue), grade: ue.grade ?? "", session: promotion.entete.session)
                    }
                )
            }
        ) { first, _ in first }
    }
}
