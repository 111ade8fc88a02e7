import Registre

/// A jury session as a terminal shows it: who sits, then what is proposed and decided, object by object, élève by élève.
struct SeanceView {
    let seance: Seance
    /// The school's words, from the règlement that judges the promotion.
    let words: Words

    /// An élève and what is said of one object: a proposal, a decision, or both.
    private struct Line {
        let eleve, objet: String
        let proposition: PropositionJury?
        let decision: DecisionPrise?
    }

    /// In the order of the proposals; what was decided of other objects follows those of its élève.
    private var lines: [Line] {
        let apart = seance.decisionsSansProposition
        var order: [String] = []
        var known: Set<String> = []
        for eleve in seance.propositions.map(\.eleve) + apart.map(\.eleve) where known.insert(eleve).inserted { order.append(eleve) }
        let proposed = Dictionary(grouping: seance.propositions, by: \.eleve)
        let others = Dictionary(grouping: apart, by: \.eleve)
        return order.flatMap { eleve in
            (proposed[eleve] ?? []).map {
                Line(eleve: eleve, objet: $0.objet, proposition: $0, decision: seance.decision(eleve: eleve, objet: $0.objet))
            } + (others[eleve] ?? []).map { Line(eleve: eleve, objet: $0.objet, proposition: nil, decision: $0) }
        }
    }

    var table: Table {
        var table = Table([
            .init("Élève"), .init("Objet"), .init("Proposition", folds: true), .init("Options ouvertes", folds: true),
            .init("Décision", folds: true), .init("Conformité", folds: true),
        ])
        for line in lines {
            table.add(
                [
                    line.eleve, line.objet, line.proposition.map { words($0.proposition) } ?? "",
                    line.proposition?.options.filter(\.ouverte).map { words($0.nom) }.joined(separator: ", ") ?? "",
                    line.decision.map { words($0.decision) } ?? "", line.decision?.conformite.intitule ?? "",
                ],
                colours: line.decision?.conformite.contraireAuReglement == true ? [5: .yellow] : [:])
        }
        return table
    }

    /// Who sits, in whose place, and whether the quorum is there.
    func composition(on console: Console) -> [String] {
        let members = seance.instance.membres.map { member in
            var parts = [member.qualite].filter { !$0.isEmpty }
            if member.personne == seance.instance.president { parts.append("préside") }
            if member.voix == .consultative { parts.append("sans voix") }
            if let replaced = seance.remplacements[member.personne] {
                parts.append("à la place de \(replaced)")
            } else if member.estSuppleant {
                parts.append("suppléant")
            }
            if let present = seance.presences[member.personne] { parts.append(present ? "présent" : "absent") }
            return "\(member.personne)\(parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")"
        }
        let voters = french(seance.votantsPresents, "votant présent", plural: "votants présents")
        return wrapped("Membres : \(members.joined(separator: " ; ")). \(voters), \(seance.quorum) requis.", width: console.width)
    }

    func rectifications(eleve: String?) -> [String] {
        seance.rectifications.filter { eleve == nil || $0.eleve == eleve }.map {
            "Rectifié : \($0.eleve), \($0.objet) : \(words($0.decision))."
        }
    }

    /// Everything that the session holds of one élève; empty when it holds nothing.
    func dossier(_ eleve: String, on console: Console) -> [String] {
        let concerned = lines.filter { $0.eleve == eleve }
        guard !concerned.isEmpty else { return [] }
        func folded(_ text: String, _ depth: Int) -> [String] {
            let margin = String(repeating: "  ", count: depth)
            return wrapped(text, width: console.width - margin.count).map { margin + $0 }
        }
        let body = concerned.flatMap { line in
            var found = folded(console.paint(line.objet, .bold), 0)
            if let proposition = line.proposition {
                found += folded("Proposition : \(words(proposition.proposition))\(proposition.deDroit ? ", de droit" : "")", 1)
                found += proposition.motifs.flatMap { folded($0, 2) }
                for option in proposition.options {
                    found += folded("Option \(words(option.nom)) : \(option.ouverte ? "ouverte" : "fermée")", 1)
                    if !option.raison.isEmpty { found += folded(option.raison, 2) }
                }
            }
            guard let decision = line.decision else { return found + folded("Pas encore de décision", 1) }
            found += folded("Décision : \(words(decision.decision)) (\(decision.conformite.intitule))\(decision.enBloc ? ", en bloc" : "")", 1)
            if let motif = decision.motif { found += folded("Raison du jury : \(motif)", 2) }
            if let votes = decision.votes {
                found += folded("Votes : \(votes.pour) pour, \(votes.contre) contre, \(french(votes.abstentions, "abstention"))", 2)
            }
            return found
        }
        return body + rectifications(eleve: eleve)
    }
}
