/// What the YAML reader says is wrong, in French for the people who write the files.
enum ProblemeYAML {
    private static let connus: [(anglais: String, francais: String)] = [
        ("did not find expected ',' or ']'", "une virgule ou « ] » est attendue : une liste n'est pas fermée"),
        ("did not find expected ',' or '}'", "une virgule ou « } » est attendue : une accolade n'est pas fermée"),
        ("did not find expected key", "une clé est attendue : l'indentation change au milieu d'un bloc, ou des guillemets manquent"),
        ("did not find expected '-' indicator", "un tiret est attendu : les éléments d'une liste ne sont pas alignés"),
        ("did not find expected node content", "une valeur est attendue"),
        ("did not find expected <document start>", "le texte continue après la fin du document"),
        ("could not find expected ':'", "« : » est attendu après une clé"),
        ("mapping values are not allowed in this context", "« : » ne peut pas se trouver ici : mettez le texte entre guillemets"),
        ("block sequence entries are not allowed in this context", "un tiret de liste ne peut pas se trouver ici"),
        (
            "found character that cannot start any token",
            "un caractère ne peut commencer une valeur : une tabulation, ou un texte à mettre entre guillemets"
        ),
        ("found unexpected end of stream", "le fichier finit au milieu d'un texte entre guillemets"),
        ("found undefined alias", "un alias (*) ne désigne rien"),
        ("found unknown escape character", "une barre oblique inverse n'est suivie d'aucun caractère connu"),
        ("clé répétée", "une clé est répétée dans le même bloc"),
    ]

    static func francais(_ problem: String) -> String {
        connus.first { problem.hasPrefix($0.anglais) }?.francais ?? "la lecture s'arrête ici"
    }
}
