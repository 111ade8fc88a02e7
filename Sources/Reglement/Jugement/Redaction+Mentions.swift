import Scolarite
import Valeurs

/// Ranks, mentions and faculties: what a règlement may say beside its statuses.
extension Redaction {
    /// The place given by the ranking `rang` of a level, when it is known.
    func rang(_ niveau: Niveau, _ objet: Int) -> Int? {
        programme.classements.firstIndex { $0.niveau == niveau && $0.nom == "rang" }.flatMap { classements.place($0, objet, eleve)?.rang }
    }

    /// The year with the mean, the rank and the mention that the règlement declares of it.
    func resumee(_ annee: Jugement.AnneeJugee, _ fiche: Eleve) -> Jugement.AnneeJugee {
        guard fiche.statut != .AUDITEUR else { return annee }
        var whole = annee
        whole.moyenne = nombre("moyenne", .annee, .annee)
        whole.rang = rang(.annee, 0)
        if let rang = whole.rang, avecMotifs, let classement = programme.classements.first(where: { $0.niveau == .annee && $0.nom == "rang" }) {
            let phrase = "Au classement de l'année : rang \(rang)\(classement.indicatif ? ", à titre indicatif" : "")."
            whole.motifs.append(
                phrases.motif(
                    regle: classement.regle.id.valeur, article: phrases.article(classement.regle.article.valeur), phrase: phrase,
                    valeurs: [.init(nom: "rang", valeur: String(rang))]))
        }
        if let index = programme.resultat(.annee, "mention") {
            let issue = situation.issue(index, .annee, session: session)
            whole.mention = issue.texte
            if avecMotifs { whole.motifs += mention(index, issue) }
        }
        return whole
    }

    /// The diploma with the mention that it would bear, once nothing else is missing.
    func mentionne(_ diplome: Jugement.DiplomeJuge) -> Jugement.DiplomeJuge {
        guard let terme = programme.diplome?.mention, ["acquis", "soumis_au_jury"].contains(diplome.statut) else { return diplome }
        let issue = situation.issue { [situation, session] () throws(Empechement) in try situation.evaluate(terme, .annee, session: session) }
        var whole = diplome
        whole.mention = issue.texte
        // A mention that is a result has its own reasons.
        if avecMotifs, case .resultat(_, let index, _, _) = terme { whole.motifs += mention(index, issue) }
        return whole
    }

    /// Why there is a mention; nothing is said where there is none.
    private func mention(_ index: Int, _ issue: Issue) -> [Motif] {
        if case .connue(.nul) = issue { return [] }
        return motifs(index, .annee, issue, session: session)
    }

    /// What the codes of an ECUE's épreuves let a jury do, as the règlement says of each.
    func facultes(_ index: Int) -> [Motif] {
        guard programme.codes.contains(where: { $0.map { !$0.ouvre.isEmpty || $0.neutralisablePar != nil } ?? false }) else { return [] }
        var found: EtatECUE?
        _ = situation.issue { [situation, session] () throws(Empechement) in
            found = try situation.etatECUE(index, session: session)
            return .nul
        }
        guard let etat = found else { return [] }
        let name = maquette.ecues[index].code
        let held: [(Etat, Bool, String)] = [
            (.abi, etat.abi, "Une absence injustifiée"), (.abj, etat.abj, "Une absence justifiée"), (.disp, etat.dispensee, "Une dispense"),
            (.acq, etat.acquise, "Un acquis antérieur"), (.fraude, etat.fraude, "Une fraude"),
        ]
        return held.flatMap { state, holds, what -> [Motif] in
            guard holds, let code = situation.code(state) else { return [] }
            func said(_ phrase: String) -> Motif {
                phrases.motif(
                    regle: "code:\(code.code.valeur)", article: code.article.map { phrases.article($0.valeur) } ?? "", phrase: phrase,
                    valeurs: [.init(nom: "objet", valeur: name)])
            }
            var told: [Motif] = []
            if let who = code.neutralisablePar {
                told.append(said("\(what) en \(name) : l'épreuve peut être neutralisée (\(phrases.lisible(.texte(who.valeur))))."))
            }
            if !code.ouvre.isEmpty {
                let words = code.ouvre.map { phrases.lisible(.texte($0.valeur)) }.joined(separator: ", ")
                told.append(said("\(what) en \(name) ouvre : \(words)."))
            }
            return told
        }
    }

    /// Points that juries have added beyond what the règlement lets them.
    func pointsHorsBorne() -> [Jugement.AlerteLevee] {
        programme.pointsDeJury.flatMap { borne -> [Jugement.AlerteLevee] in
            let objets: [Objet] =
                borne.niveau == .ue
                ? situation.uesSuivies.map { .ue($0) } : situation.uesSuivies.flatMap { maquette.ues[$0].ecues }.map { .ecue($0) }
            return objets.compactMap { objet in
                guard let nom = situation.nom(of: objet), let points = situation.decisions.decision(nom, .note)?.points,
                    case .nombre(let most)? = try? situation.evaluate(borne.auPlus, objet, session: session), points > most
                else { return nil }
                let (given, allowed) = (phrases.lisible(.nombre(points)), phrases.lisible(.nombre(most)))
                return .init(
                    code: "decision_contraire_au_reglement", objet: nom,
                    motifs: [
                        phrases.motif(
                            regle: "points-de-jury", article: phrases.article(borne.article),
                            phrase:
                                "Le jury ajoute \(given) point\(points >= Rational(2) ? "s" : ""), au-delà du maximum de \(allowed) que le règlement permet.",
                            valeurs: [
                                .init(nom: "points", valeur: points.decimal(notCrossing: [most])),
                                .init(nom: "au_plus", valeur: most.decimal(notCrossing: [])),
                            ],
                            favorable: false)
                    ])
            }
        }
    }
}
