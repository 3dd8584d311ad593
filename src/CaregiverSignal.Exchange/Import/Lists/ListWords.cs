using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Import.Lists;

/// <summary>The names and values that people, survey tools and care systems use for our columns, from
/// <c>list-words.json</c>: add another word there. Dutch and English, regardless of case, accents and punctuation; our
/// own collection.</summary>
/// <remarks>May be shared between threads.</remarks>
public static partial class ListWords
{
    /// <summary>Precedes a word that counts only by itself, not among others.</summary>
    private const char Whole = '=';

    /// <summary>Precedes a column whose words apply too.</summary>
    private const char AsOf = '&';

    private const int Same = 1000;

    /// <summary>How many cells of a column show whether it can match its heading.</summary>
    private const int Looked = 100;

    private static readonly Words All = Load();
    private static readonly Regex SaidLeft = AnyOf(All.Said["left"]);
    private static readonly Regex SaidNoMail = AnyOf(All.Said["no-mail"]);

    /// <summary>The possible meanings of a list's columns, in search order; those about leaving come last.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. All.Columns.Keys, .. Codes.All<ListEnd>()];

    /// <summary>Whether several columns of a list may have this meaning.</summary>
    public static bool MayRepeat(string column) => column == "note" || Codes.Find<ListEnd>(column) is not null;

    /// <summary>The likely meaning of each heading, each meaning once. A full match comes before a partial one, more
    /// words before fewer, and earlier headings before later ones.</summary>
    /// <returns>For each heading in turn; null if nothing is likely.</returns>
    public static IReadOnlyList<string?> Likely(PeopleSheet sheet) =>
        sheet.HasHeadings
            ?
            [
                .. Likely(
                        sheet.Headings,
                        place => [.. sheet.CellsOf(place).Where(cell => !IsUnknown(cell)).Take(Looked)]
                    )
                    .Select((column, place) => sheet.HiddenColumns.Contains(place) ? null : column),
            ]
            : new string?[sheet.Headings.Count];

    /// <inheritdoc cref="Likely(PeopleSheet)"/>
    /// <param name="cellsOf">A column's cells: unreadable columns are not proposed, and empty ones only last.</param>
    internal static IReadOnlyList<string?> Likely(
        IReadOnlyList<string> headings,
        Func<int, IReadOnlyList<string>>? cellsOf = null
    )
    {
        var chosen = new string?[headings.Count];
        var ends = headings.Select(EndOf).ToList();
        var cells = headings.Select((_, place) => cellsOf?.Invoke(place) ?? []).ToList();
        var isOfAnother = OfAnother(headings, cells);
        foreach (
            var (_, place, column) in headings
                .SelectMany(
                    (heading, place) =>
                        ScoresOf(heading)
                            .Where(_ => ends[place] is null)
                            .Where(found => !(isOfAnother[place] && All.Kinds.ContainsKey(found.Column)))
                            .Where(found => Fits(found.Column, cells[place]))
                            .Select(found =>
                                (Score: found.Score - (cells[place].Count == 0 ? 2 * Same : 0), place, found.Column)
                            )
                )
                .OrderByDescending(found => found.Score)
        )
            if (chosen[place] is null && !chosen.Contains(column))
                chosen[place] = column;

        // Beside a first name, the name is the last name.
        if (
            chosen.Contains("first_name")
            && !chosen.Contains("last_name")
            && Array.IndexOf(chosen, "name") is >= 0 and var name
        )
            chosen[name] = "last_name";
        return chosen;
    }

    /// <summary>"Mantelzorger" or "Zorgvrager" alone in a cell: the subject of the headings below.</summary>
    internal static bool IsSomebody(string cell) =>
        Plain(cell) is { Length: > 0 } said && Core(said, All.Somebody).Length == 0;

    /// <summary>A row that counts the others.</summary>
    internal static bool IsTotal(IReadOnlyList<string> cells) =>
        cells.FirstOrDefault(cell => cell.Length > 0) is { } first && All.Total.Contains(Plain(first));

    /// <summary>What a heading says about people with anything below it: "Einddatum" and "Overleden" that they are
    /// gone, "Geen mail" and "Toestemming" whether they may be emailed.</summary>
    internal static ListEnd? EndOf(string heading) =>
        Asked(heading) is var said && HasAny(said, All.Ends["no-mail"]) ? ListEnd.NoMail
        : HasAny(said, All.Ends["left"]) ? ListEnd.Left
        : HasAny(said, All.Ends["may-mail"]) ? ListEnd.MayMail
        : null;

    /// <summary>Whether a heading says who takes part, such as "Status" or "Actief".</summary>
    internal static bool IsStatus(string heading) => ScoresOf(heading).Any(found => found.Column == "status");

    /// <summary>The same for a cell's text, such as "geen contact" in a remark.</summary>
    internal static ListEnd? SaidIn(string cell)
    {
        if (!cell.Any(char.IsLetter))
            return null;
        var said = Plain(cell);
        return SaidLeft.IsMatch(said) ? ListEnd.Left
            : SaidNoMail.IsMatch(said) ? ListEnd.NoMail
            : null;
    }

    /// <summary>Any of some words in a plain text, in one pass for each cell of a long list.</summary>
    private static Regex AnyOf(List<string> words) =>
        new(
            string.Join(
                '|',
                words.Select(word =>
                    word[0] == Whole ? $"^{Regex.Escape(word[1..])}$" : $"(?<![^ ]){Regex.Escape(word)}(?![^ ])"
                )
            ),
            RegexOptions.CultureInvariant | RegexOptions.Compiled
        );

    /// <summary>A plain "nee": "niet meer nodig" is not one.</summary>
    internal static bool IsNo(string cell) => All.No.Contains(Plain(cell));

    /// <summary>How many cells of a row are known headings.</summary>
    internal static int KnownIn(IReadOnlyList<string> cells) =>
        Likely(cells).Count(column => column is not null)
        + cells.Count(cell => EndOf(cell) is not null)
        + MarksIn(cells).Select(program => program.Count).Max();

    private static IEnumerable<(string Program, int Count)> MarksIn(IReadOnlyList<string> headings)
    {
        var said = headings.Select(Plain).ToHashSet();
        return All.Answers.Select(program => (program.Key, program.Value.Count(said.Contains)));
    }

    /// <summary>The program that made it, recognised by its columns; null if unknown.</summary>
    internal static string? ProgramOf(PeopleSheet sheet) =>
        MarksIn(sheet.Headings)
            .Where(program => program.Count >= (program.Program == "CaregiverSignal" ? 3 : 2))
            .OrderByDescending(program => program.Count)
            .Select(program => program.Program)
            .FirstOrDefault();

    /// <summary>When somebody completed a survey, which does not mean that they left.</summary>
    internal static bool IsEndOfAnswers(string heading) => Plain(heading) is "end date" or "einddatum";

    /// <inheritdoc cref="PeopleSheet.AnswersOf"/>
    internal static string? AnswersOf(PeopleSheet sheet) =>
        ProgramOf(sheet) is { } program
        && !Likely(sheet)
            .Index()
            .Any(column => column.Item is "name" or "first_name" or "last_name" && sheet.CellsOf(column.Index).Any())
            ? program
            : null;

    /// <summary>Yes, no, or null for neither.</summary>
    public static bool? YesOrNo(string text)
    {
        var said = Plain(text);
        var first = said.Split(' ')[0];
        return Has(All.Yes, said) ? true
            : Has(All.No, said) ? false
            : Has(All.Yes, first) && !Has(All.No, said[first.Length..]) ? true
            : Has(All.No, first) ? false
            : null;

        static bool Has(string[] words, string text) => Array.Exists(words, word => text == word);
    }

    public static bool IsUnknown(string text) => text is "-" or "?" || All.Unknown.Contains(Plain(text));

    /// <summary>The code for a text: from the whole text, or from a word in it.</summary>
    /// <returns>Null for none, or several.</returns>
    public static string? CodeOf(string column, string text)
    {
        var said = Plain(text);
        var codes = All.Values[column];
        return codes.FirstOrDefault(code => Plain(code.Key) == said || code.Value.Contains(said)).Key
            ?? (
                codes.Where(code => code.Value.Exists(word => Within(said, word))).Select(code => code.Key).ToList()
                    is [var only]
                    ? only
                    : null
            );
    }

    /// <summary>For people who must use another word: the first word of each code.</summary>
    public static string WordsOf(string column) =>
        string.Join(", ", All.Values[column].Values.Select(words => words[0]));

    /// <summary>Lower-case letters and digits, with one space between words.</summary>
    internal static string Plain(string text) =>
        string.Join(
            ' ',
            string.Concat(NormalizedText.Of(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>Of equal matches, the earliest word; one that names the caregiver before all others.</summary>
    private static IEnumerable<(int Score, string Column)> ScoresOf(string heading)
    {
        var said = Asked(heading);
        var (core, isOwn) = (Core(said, All.Own), HasAny(said, All.Own));
        return from column in All.Columns
            where !HasAny(said, All.Not.GetValueOrDefault(column.Key, []))
            where !All.Kinds.ContainsKey(column.Key) || !HasAny(said, All.Not["personal"])
            let score = column
                .Value.Select(
                    (word, place) =>
                        said == word.TrimStart(Whole) || core == word.TrimStart(Whole)
                            ? Same - place + (isOwn ? Same / 2 : 0)
                        : word[0] != Whole && Within(said, word) ? word.Length
                        : 0
                )
                .Max()
            where score > 0
            select (score, column.Key);
    }

    /// <summary>Which headings are about somebody other than the caregiver: they name them, or follow a heading that
    /// does. After that person's name everything is theirs, and if the list names caregivers, a name alone is
    /// another's. After "Huisarts" alone, only a date of birth and facts found elsewhere in the list are
    /// theirs.</summary>
    private static bool[] OfAnother(IReadOnlyList<string> headings, List<IReadOnlyList<string>> cells)
    {
        var said = headings.Select(Asked).ToList();
        var kinds = said.Select(text => KindOf(Core(text, All.Somebody))).ToList();
        var own = said.Select(text => HasAny(text, All.Own)).ToList();
        var hasOwnName = own.Where((isOwn, at) => isOwn && kinds[at] is "" or "name" && Fits("name", cells[at])).Any();
        var (far, now) = (new int[said.Count], 0);
        for (var at = 0; at < far.Length; at++)
        {
            var isNamed = !own[at] && HasAny(said[at], hasOwnName ? [.. All.Others, .. All.Clients] : All.Others);
            now =
                (own[at] && kinds[at] is not null) || (kinds[at] == "name" && !isNamed && !hasOwnName) ? 0
                : kinds[at] == "name" ? 2
                : isNamed && kinds[at] is not null ? Math.Max(now, 1)
                : now;
            far[at] = isNamed ? 2 : now;
        }

        var elsewhere = kinds.Where((_, at) => far[at] == 0).ToHashSet();
        return
        [
            .. far.Select(
                (reach, at) => reach == 2 || (reach == 1 && (kinds[at] == "born" || elsewhere.Contains(kinds[at])))
            ),
        ];
    }

    /// <summary>The kind of personal fact in a heading; empty if it only names a person, null for nothing.</summary>
    private static string? KindOf(string core) =>
        core.Length == 0
            ? ""
            : ScoresOf(core)
                .OrderByDescending(found => found.Score)
                .Select(found => All.Kinds.GetValueOrDefault(found.Column))
                .FirstOrDefault(kind => kind is not null);

    /// <summary>Whether at least half of the cells fit the heading. "Moeder" below "Relatie" may mean either person:
    /// unless there are clearly more children than parents, nothing is proposed.</summary>
    private static bool Fits(string column, IReadOnlyList<string> cells)
    {
        return column == "relation"
            ? Coded("parent") is var parents && (parents == 0 || Coded("child") > parents)
            : 2 * cells.Count(IsFit) >= cells.Count;

        int Coded(string code) => cells.Count(cell => CodeOf(column, cell) == code);

        bool IsFit(string cell) =>
            column == "cares_for"
                ? CodeOf(column, cell) is not null
                : !All.Fits.TryGetValue(column, out var form) || Regex.IsMatch(cell, form);
    }

    private static string Asked(string heading) => Plain(QuestionCode().Replace(OneLine.Cut(heading, 120), ""));

    private static bool HasAny(string said, List<string> words) => words.Exists(word => Within(said, word));

    /// <summary>The rest without certain words and those without meaning.</summary>
    private static string Core(string said, List<string> words) =>
        string.Join(
            ' ',
            words
                .OrderByDescending(word => word.Length)
                .Aggregate($" {said} ", (text, word) => text.Replace($" {word} ", " ", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Except(All.Filler)
        );

    /// <summary>"G01Q02.", "Q3)" and "1." before a question.</summary>
    [GeneratedRegex(@"^[A-Za-z]*\d\w*(?:\[\w+\])?[.:)]\s+")]
    private static partial Regex QuestionCode();

    private static bool Within(string text, string words) =>
        $" {text} ".Contains($" {words} ", StringComparison.Ordinal);

    private static Words Load()
    {
        using var file = typeof(ListWords).Assembly.GetManifestResourceStream("list-words.json")!;
        var read = JsonSerializer.Deserialize<Words>(file, JsonSerializerOptions.Web)!;
        return new Words(
            read.Columns.ToDictionary(
                column => column.Key,
                column =>
                    column
                        .Value.SelectMany(word => word[0] == AsOf ? read.Columns[word[1..]] : [word])
                        .Select(PlainOrWhole)
                        .ToList()
            ),
            Plain(read.Own),
            Plain(read.Others),
            Plain(read.Clients),
            Plain(read.Filler),
            Plain(read.Total),
            ByCode(read.Ends),
            ByCode(read.Said),
            ByCode(read.Answers),
            read.Kinds,
            read.Fits,
            read.Not.ToDictionary(column => column.Key, column => Plain(column.Value)),
            [.. Plain(read.No)],
            [.. Plain(read.Yes)],
            Plain(read.Unknown),
            read.Values.ToDictionary(
                column => column.Key,
                column => column.Value.ToDictionary(code => code.Key, code => Plain(code.Value))
            )
        );

        static Dictionary<string, List<string>> ByCode(Dictionary<string, List<string>> words) =>
            words.ToDictionary(code => code.Key, code => code.Value.ConvertAll(PlainOrWhole));

        static string PlainOrWhole(string word) =>
            word[0] == Whole ? Whole + ListWords.Plain(word) : ListWords.Plain(word);

        static List<string> Plain(IEnumerable<string> words) => [.. words.Select(ListWords.Plain)];
    }

    private sealed record Words(
        Dictionary<string, List<string>> Columns,
        List<string> Own,
        List<string> Others,
        List<string> Clients,
        List<string> Filler,
        List<string> Total,
        Dictionary<string, List<string>> Ends,
        Dictionary<string, List<string>> Said,
        Dictionary<string, List<string>> Answers,
        Dictionary<string, string> Kinds,
        Dictionary<string, string> Fits,
        Dictionary<string, List<string>> Not,
        string[] No,
        string[] Yes,
        List<string> Unknown,
        Dictionary<string, Dictionary<string, List<string>>> Values
    )
    {
        /// <summary>Anybody whom a heading may be about.</summary>
        public List<string> Somebody { get; } = [.. Own, .. Others, .. Clients];
    }
}
