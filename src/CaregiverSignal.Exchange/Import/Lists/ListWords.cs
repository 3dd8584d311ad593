using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Import.Lists;

/// <summary>What people, survey tools and care systems call our columns and what they write in them, as
/// <c>list-words.json</c> has it: another word is an entry there. Dutch and English, without regard to case, accents
/// and punctuation; our own collection.</summary>
/// <remarks>May be shared between threads.</remarks>
public static partial class ListWords
{
    /// <summary>Stands before a word that says it alone, and not among others.</summary>
    private const char Whole = '=';

    /// <summary>Stands before a column whose words follow, too.</summary>
    private const char AsOf = '&';

    private const int Same = 1000;

    /// <summary>So many cells of a column tell whether it can be what its heading says.</summary>
    private const int Looked = 100;

    private static readonly Words All = Load();
    private static readonly Regex SaidLeft = AnyOf(All.Said["left"]);
    private static readonly Regex SaidNoMail = AnyOf(All.Said["no-mail"]);

    /// <summary>What a list's own columns may be read as, in the order in which somebody looks for it; last what they
    /// say of who left.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. All.Columns.Keys, .. Codes.All<ListEnd>()];

    /// <summary>Whether more columns of a list may be read as it.</summary>
    public static bool MayRepeat(string column) => column == "note" || Codes.Find<ListEnd>(column) is not null;

    /// <summary>The likely column of each heading, each column once: what a heading says as a whole before what it has
    /// in it, more words before fewer, and the first heading before the later ones.</summary>
    /// <returns>For each heading in turn; null where nothing is likely.</returns>
    public static IReadOnlyList<string?> Likely(PeopleSheet sheet) =>
        sheet.HasHeadings
            ?
            [
                .. Likely(
                        sheet.Headings,
                        place => [.. sheet.CellsOf(place).Where(cell => !IsUnknown(cell)).Take(Looked)]
                    )
                    // What its owner does not see is read where they choose it.
                    .Select((column, place) => sheet.HiddenColumns.Contains(place) ? null : column),
            ]
            : new string?[sheet.Headings.Count];

    /// <inheritdoc cref="Likely(PeopleSheet)"/>
    /// <param name="cellsOf">What stands in a column: what cannot be read as such is not proposed, and an empty one
    /// after all others.</param>
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

        // Beside a first name the name is the last one.
        if (
            chosen.Contains("first_name")
            && !chosen.Contains("last_name")
            && Array.IndexOf(chosen, "name") is >= 0 and var name
        )
            chosen[name] = "last_name";
        return chosen;
    }

    /// <summary>"Mantelzorger" and "Zorgvrager", alone in their cell: whom the headings below are about.</summary>
    internal static bool IsSomebody(string cell) =>
        Plain(cell) is { Length: > 0 } said && Core(said, All.Somebody).Length == 0;

    /// <summary>A row that counts the others.</summary>
    internal static bool IsTotal(IReadOnlyList<string> cells) =>
        cells.FirstOrDefault(cell => cell.Length > 0) is { } first && All.Total.Contains(Plain(first));

    /// <summary>What a heading says of whoever has anything below it: "Einddatum" and "Overleden" that they are gone,
    /// "Geen mail" and "Toestemming" whether they may be mailed.</summary>
    /// <returns>Null for a heading that says nothing of the kind.</returns>
    internal static ListEnd? EndOf(string heading) =>
        Asked(heading) is var said && HasAny(said, All.Ends["no-mail"]) ? ListEnd.NoMail
        : HasAny(said, All.Ends["left"]) ? ListEnd.Left
        : HasAny(said, All.Ends["may-mail"]) ? ListEnd.MayMail
        : null;

    /// <summary>Whether a heading says who takes part, as "Status" and "Actief".</summary>
    internal static bool IsStatus(string heading) => ScoresOf(heading).Any(found => found.Column == "status");

    /// <summary>The same of what is written in a cell: "geen contact" in a remark.</summary>
    internal static ListEnd? SaidIn(string cell)
    {
        if (!cell.Any(char.IsLetter))
            return null;
        var said = Plain(cell);
        return SaidLeft.IsMatch(said) ? ListEnd.Left
            : SaidNoMail.IsMatch(said) ? ListEnd.NoMail
            : null;
    }

    /// <summary>Any of some words in a plain text: one look at each cell of a long list.</summary>
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

    /// <summary>Nee, and nothing else: "niet meer nodig" is none.</summary>
    internal static bool IsNo(string cell) => All.No.Contains(Plain(cell));

    /// <summary>How many cells of a row are headings that say something known.</summary>
    internal static int KnownIn(IReadOnlyList<string> cells) =>
        Likely(cells).Count(column => column is not null)
        + cells.Count(cell => EndOf(cell) is not null)
        + MarksIn(cells).Select(program => program.Count).Max();

    private static IEnumerable<(string Program, int Count)> MarksIn(IReadOnlyList<string> headings)
    {
        var said = headings.Select(Plain).ToHashSet();
        return All.Answers.Select(program => (program.Key, program.Value.Count(said.Contains)));
    }

    /// <summary>The program that made it, by the columns that it adds; null where none did.</summary>
    internal static string? ProgramOf(PeopleSheet sheet) =>
        MarksIn(sheet.Headings)
            .Where(program => program.Count >= (program.Program == "CaregiverSignal" ? 3 : 2))
            .OrderByDescending(program => program.Count)
            .Select(program => program.Program)
            .FirstOrDefault();

    /// <summary>When somebody was ready with a survey, which is no end of theirs.</summary>
    internal static bool IsEndOfAnswers(string heading) => Plain(heading) is "end date" or "einddatum";

    /// <inheritdoc cref="PeopleSheet.AnswersOf"/>
    internal static string? AnswersOf(PeopleSheet sheet) =>
        ProgramOf(sheet) is { } program
        && !Likely(sheet)
            .Index()
            .Any(column => column.Item is "name" or "first_name" or "last_name" && sheet.CellsOf(column.Index).Any())
            ? program
            : null;

    /// <summary>Yes, no, or null for what is neither.</summary>
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

    /// <summary>The code that a text stands for: the whole of it, or the one of which a word is in it.</summary>
    /// <returns>Null where it stands for none, or for several.</returns>
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

    /// <summary>For who has to write another: the first word of each code.</summary>
    public static string WordsOf(string column) =>
        string.Join(", ", All.Values[column].Values.Select(words => words[0]));

    /// <summary>Small letters and digits, with one space between the words.</summary>
    internal static string Plain(string text) =>
        string.Join(
            ' ',
            string.Concat(NormalizedText.Of(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>Of two that say as much, the one whose word stands first; one that names the caregiver before all
    /// others.</summary>
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

    /// <summary>Which headings are about somebody else than the caregiver: they name them, or stand behind one that
    /// does. Behind their name everything is theirs, and where caregivers are named in the list a name alone is
    /// another's; behind "Huisarts" alone is theirs what the list has elsewhere too, and a birth.</summary>
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

    /// <summary>What of a person a heading says; empty for only whom, and null for nothing.</summary>
    private static string? KindOf(string core) =>
        core.Length == 0
            ? ""
            : ScoresOf(core)
                .OrderByDescending(found => found.Score)
                .Select(found => All.Kinds.GetValueOrDefault(found.Column))
                .FirstOrDefault(kind => kind is not null);

    /// <summary>Whether at least half of the cells can be what the heading says. "Moeder" below "Relatie" may be who
    /// cares or who is cared for: where that is not plain from more children than parents, nothing is
    /// proposed.</summary>
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

    /// <summary>What is left without some words and without those that say nothing.</summary>
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
        /// <summary>Whoever a heading may be about.</summary>
        public List<string> Somebody { get; } = [.. Own, .. Others, .. Clients];
    }
}
