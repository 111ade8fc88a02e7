import ArgumentParser
import Echanges
import Registre
import Reglement
import ReglementYAML

/// `quitus jury geler`
struct JuryGelerCommand: QuitusCommand {
    static let configuration = CommandConfiguration(
        commandName: "geler",
        abstract: "Juge la promotion et gèle les propositions : le jury décide sur elles, quoi qu'il arrive ensuite.")

    @OptionGroup var session: SeanceOptions
    @OptionGroup var acte: ActeOptions

    func run(on console: Console) throws {
        let frozen = try Record.using(session.record.base) { base in
            let seance = try session.read(in: base)
            let kept = try reglement(seance.promotion, in: base, on: console)
            // Read before the facts: a fact recorded meanwhile makes the freeze refuse, never rest on other facts than those sealed.
            let version = try base.version(seance.promotion)
            guard let promotion = try base.promotion(seance.promotion) else {
                throw Refusal(.data, "erreur: le registre ne contient plus la promotion « \(seance.promotion) » [promotion-inconnue]")
            }
            let known = promotion.connueASaDate
            for warning in known.warnings { console.printError(warning.description) }
            let deliberation = try Judging.deliberation(
                KeptReglement.naming(kept, known.promotion), KeptReglement.library(kept, in: base), on: console)
            let jugement = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try deliberation.juger() }
            let propositions = jugement.eleves.flatMap(\.propositionsJury).filter { seance.instance.decide($0.objet) }
            return try Record.done(
                try base.geler(
                    session.seance, propositions: propositions, reglement: jugement.reglement.empreinte,
                    programme: "quitus \(Quitus.version)", vu: version, par: acte.acte))
        }
        console.print(frozen.summary)
    }

    /// The règlement that judges the promotion; the disk's is kept with it first where the record keeps none, so that what is frozen can
    /// always be judged again.
    private func reglement(_ code: String, in base: Base, on console: Console) throws -> ReglementGarde {
        guard let entete = try base.promotion(code)?.entete else {
            throw Refusal(.data, "erreur: le registre ne contient plus la promotion « \(code) » [promotion-inconnue]")
        }
        if let kept = try base.reglement(de: code) {
            try KeptReglement.warnIfDifferent(kept, entete, in: base, file: session.record.base, on: console)
            return kept
        }
        let disk = try Judging.refusing(on: console) { () throws(Juge.Fautes) in try KeptReglement.onDisk(entete).get() }
        let kept = try Record.done(try base.adopter(code, reglement: disk, par: acte.acte))
        console.printError("Règlement « \(kept.identifiant) » gardé avec la promotion, octet pour octet.")
        return kept
    }
}

extension Jugement.Situe {
    /// What a jury decides for an élève: the year, and the diploma where it is at stake.
    fileprivate var propositionsJury: [PropositionJury] {
        let options = annee.options.map { option -> JSON in
            ["nom": .string(option.nom), "ouverte": .bool(option.ouverte), "raison": .string(option.motifs.map(\.sentence).joined(separator: " "))]
        }
        var proposals = [proposition("annee", annee.proposition, options: options, annee.motifs)]
        if diplome.statut != "sans_objet" { proposals.append(proposition("diplome", diplome.statut, options: [], diplome.motifs)) }
        return proposals.compactMap { $0 }
    }

    private func proposition(_ objet: String, _ word: String, options: [JSON], _ motifs: [Motif]) -> PropositionJury? {
        let text: JSON = [
            "proposition": .string(word), "de_droit": .bool(!["jury", "en_attente", "sans_objet", "soumis_au_jury"].contains(word)),
            "options": .array(options),
            "motifs": .array(motifs.map { ["regle": .string($0.regle), "article": .string($0.article), "phrase": .string($0.phrase)] }),
        ]
        return PropositionJury(eleve: eleve, objet: objet, texte: text.compact)
    }
}

extension Motif {
    /// The sentence with its article.
    fileprivate var sentence: String { article.isEmpty ? phrase : "\(phrase) [\(article)]" }
}
