using System.Buffers.Text;
using System.IO.Compression;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Import.Lists;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Import;

/// <summary>Imports an organisation's own list of people: choose columns, preview, store.</summary>
/// <remarks>The page carries the file from step to step: nothing is written to disk.</remarks>
[Authorize(StaffPolicies.Team), LargestBody(2 * SheetFile.MostBytes)]
public sealed class ListModel(
    Imports imports,
    ListImport lists,
    ListMappings mappings,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
) : StaffPage
{
    public const int Most = 200;

    public const string Undecided = "?",
        HasRow = "yes",
        HasNone = "no";

    public bool IsMailSaid => settings.Mail.IsSaid;

    private const int Examples = 3;

    /// <summary>The upload field, which shows no file.</summary>
    public string Upload { get; } = "";

    [BindProperty]
    public string FileName { get; set; } = "";

    /// <summary>The chosen sheet; empty if there is no choice.</summary>
    [BindProperty]
    public string Sheet { get; set; } = "";

    /// <summary>Whether there is a heading row, <see cref="HasRow"/> or <see cref="HasNone"/>; empty if
    /// clear.</summary>
    [BindProperty]
    public string Headings { get; set; } = "";

    /// <summary>The meaning of cells that say that somebody left or wants no messages.</summary>
    [BindProperty]
    public ListEnd? Said { get; set; }

    /// <summary>The meaning of each column; empty if unused, <see cref="Undecided"/> if not yet answered.</summary>
    [BindProperty]
    public List<string> Columns { get; set; } = [];

    [BindProperty]
    public string Name { get; set; } = "";

    /// <summary>The file for the next step; empty at the first.</summary>
    public string Carried { get; private set; } = "";

    public IReadOnlyList<string> Sheets { get; private set; } = [];

    public PeopleSheet? People { get; private set; }

    public bool IsGuessed { get; private set; }

    /// <summary>The columns that say that somebody left or wants no messages, and still need an answer.</summary>
    public IReadOnlyList<int> Unanswered { get; private set; } = [];

    /// <summary>The cells of other columns that say so.</summary>
    public IReadOnlyList<ListSign> Signs { get; private set; } = [];

    /// <summary>The rejected rows, as a workbook to correct; empty if none.</summary>
    public string Wrong { get; private set; } = "";

    /// <summary>The saved list with these columns; null if they are guessed.</summary>
    public string? KeptAs { get; private set; }

    /// <summary>The resulting list; null until its columns are chosen.</summary>
    public ListRead? Read { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    /// <summary>What the list would do, or did; null if it has faults.</summary>
    public ImportCounts? Counts { get; private set; }

    public bool IsStored { get; private set; }

    public Task<IReadOnlyList<ListMapping>> KeptAsync() => mappings.OfAsync(Staff);

    public const int MostSigns = 20;

    public IReadOnlyList<SelectListItem> SaidChoices =>
        [
            .. new[] { ListEnd.Left, ListEnd.NoMail, ListEnd.Everybody }.Select(end => new SelectListItem(
                T["Said." + end.Code()],
                end.Code()
            )),
        ];

    /// <summary>The people on the list who are left out, or included without email, and why.</summary>
    public IReadOnlyList<string> LeftOutLines =>
        [
            .. Line("Hidden", People?.HiddenRows ?? 0),
            .. Line("LeftOut", Read?.LeftOut ?? 0),
            .. Line("NotMailed", Read?.NotMailed ?? 0),
            .. Line("Nameless", Read?.Nameless ?? 0),
            .. Read is { LeftButHere.Count: > 0 and var n } read
                ?
                [
                    T[
                        "LeftButHere",
                        (
                            "namen",
                            Texts.And([
                                .. read.LeftButHere.Take(MostSigns).Select(DisplayText.Visible),
                                .. n > MostSigns
                                    ? [T["AndMore", ("n", Texts.Number(n - MostSigns))]]
                                    : Array.Empty<string>(),
                            ])
                        )
                    ],
                ]
                : Array.Empty<string>(),
        ];

    private string[] Line(string key, int count) => count > 0 ? [T.Counted(key, count)] : [];

    public DateOnly DayOf(DateTimeOffset at) => time.DayOf(at);

    public int WrongRows => ListRead.RowsOf(Faults).Count;

    public IReadOnlyList<(string Column, string Label)> ChoicesOf(int place) =>
        [
            .. Unanswered.Contains(place) ? [(Undecided, T["Undecided"])] : Array.Empty<(string, string)>(),
            ("", T["NotRead"]),
            .. ListWords.Columns.Select(column => (column, LabelOf(column))),
        ];

    public string LabelOf(string column) =>
        T.Has("Column." + column) ? T["Column." + column] : DetailWords.LabelOf(column);

    /// <summary>A row's future value in a column, in words.</summary>
    public string Shown(IReadOnlyDictionary<string, string> row, string column) =>
        !row.TryGetValue(column, out var value) ? ""
        : column == "status" ? T["Status." + value]
        : column == "enrolled" && Typed.Day(value) is { } day ? Texts.Day(day)
        : DetailWords.AreOf(column) ? DetailWords.Of(column, value)
        : DisplayText.Visible(value);

    /// <summary>Examples from a column, such as "Ans · Bert".</summary>
    public string ExampleOf(int place) =>
        string.Join(" · ", People!.CellsOf(place).Distinct().Take(Examples).Select(cell => OneLine.Cut(cell, 40)));

    public Task<IActionResult> OnGetAsync() =>
        ListOrAsync(
            (T["Example.File"], T["Example.Sheet"]),
            T["Example.Columns"].Split(';'),
            Enumerable.Range(1, 3).Select(row => T[$"Example.{row}"].Split(';'))
        );

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        if (Request.Form.Files is not [{ Length: > 0 } file])
            return Invalid(nameof(Upload), T["NoFile"]);
        if (file.Length > SheetFile.MostBytes)
            return Invalid(nameof(Upload), T["TooLarge", ("mb", Megabytes)]);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        (FileName, Sheet) = (OneLine.Cut(Path.GetFileName(file.FileName), 100), "");
        return Open(bytes.ToArray()) is { } wrong ? wrong : await GuessAsync(stop);
    }

    public async Task<IActionResult> OnPostSheetAsync(CancellationToken stop = default) =>
        OpenCarried() is { } wrong ? wrong : await GuessAsync(stop);

    public IActionResult OnPostColumns() => OpenCarried() is { } wrong ? wrong : AskEnds();

    /// <summary>The rejected rows, carried by the page that stored the others.</summary>
    public IActionResult OnPostWrong() =>
        Unpacked(Request.Form["Wrong"].ToString()) is { } bytes
            ? File(bytes, ListFile.TypeOf(ListFile.Xlsx)!, $"{T["Wrong.File"]}.{ListFile.Xlsx}")
            : Invalid(nameof(Upload), T["NoFile"]);

    public Task<IActionResult> OnPostCheckAsync(CancellationToken stop = default) =>
        TakeAsync(dryRun: true, stop: stop);

    public Task<IActionResult> OnPostStoreAsync(CancellationToken stop = default) =>
        TakeAsync(dryRun: false, stop: stop);

    public async Task<IActionResult> OnPostForgetAsync(CancellationToken stop = default)
    {
        await mappings.ForgetAsync(Name, Staff, stop);
        return Saved(T["Forgotten", ("naam", Name)]);
    }

    public static string MostRows => SheetFile.MostRows.ToString("N0", Languages.Culture);

    public static string Megabytes => Texts.Number(SheetFile.MostBytes / 1024 / 1024);

    private async Task<IActionResult> TakeAsync(bool dryRun, CancellationToken stop = default)
    {
        if (OpenCarried() is { } wrong)
            return wrong;
        var columns = Chosen();
        if (await ProblemOfAsync(columns, stop) is { } problem)
        {
            AskEnds();
            return Invalid(nameof(Columns), problem);
        }

        AskEnds();
        if (Unanswered.Count > 0)
            ModelState.AddModelError(
                nameof(Columns),
                T[
                    "Undecided.Wrong",
                    ("koppen", Texts.And([.. Unanswered.Select(place => $"‘{People!.Headings[place]}’")]))
                ]
            );
        if (Signs.Count > 0 && Said is null or ListEnd.MayMail)
            ModelState.AddModelError(nameof(Said), T["Said.Wrong"]);
        if (!ModelState.IsValid)
            return Invalid();
        Read = await lists.ReadAsync(People!, FileName, columns, Staff, Said, stop);
        // A fault that only the database finds rejects that row alone.
        while (Read.Folder is { } folder)
        {
            var result = await imports.StoreAsync(
                folder,
                dryRun,
                auditWriter,
                Staff.On(Ground.Team),
                Staff,
                stop: stop
            );
            Counts = result.Faults.Count == 0 ? result.Counts : null;
            if (Counts is not null)
                break;
            Read = Read.Without(Read.InList(result.Faults));
        }

        Faults = Read.Faults;
        if (Counts is null && (Faults.Count > 0 || dryRun is false))
            return Invalid();

        IsStored = !dryRun;
        if (IsStored)
        {
            if (People!.HasHeadings)
                await mappings.KeepAsync(ListMapping.Of(Name, Sheet, People, columns), Staff, stop);
            (Carried, Wrong) = ("", Faults.Count > 0 ? Packed(await ToMendAsync()) : "");
        }

        return Page();
    }

    private List<string?> Chosen() => [.. Columns.Select(column => ListWords.Columns.Contains(column) ? column : null)];

    private PageResult AskEnds()
    {
        var columns = Chosen();
        if (columns.Count != People!.Headings.Count)
            return Page();
        (Unanswered, Signs) = (lists.Unanswered(People, columns), lists.Signs(People, columns));
        Columns = [.. Columns.Select((column, place) => Unanswered.Contains(place) ? Undecided : column)];
        return Page();
    }

    /// <summary>The faulty rows as in the list, with their faults behind them.</summary>
    private Task<byte[]> ToMendAsync()
    {
        var wrong = Faults.ToLookup(fault => fault.InTable?.Place.GetArgument(0) as int?);
        return new ListFile(
            T["Wrong.File"],
            [.. People!.Headings, T["Wrong.Column"]],
            People
                .Rows.Where(row => wrong.Contains(row.Number))
                .Select(
                    IReadOnlyList<object?> (row) => [.. row.Cells, string.Join("; ", wrong[row.Number].Select(Message))]
                )
        ).AsAsync(ListFile.Xlsx);

        static string Message(Fault fault)
        {
            var (place, message) = FaultWords.Of(fault);
            return $"{place}: {message}";
        }
    }

    private async Task<string?> ProblemOfAsync(List<string?> columns, CancellationToken stop = default)
    {
        if (columns.Count != People!.Headings.Count)
            return T["OtherList"];
        Name = Name.Trim();
        if (People.HasHeadings)
        {
            if (OneLine.Problem(Name, ListMapping.LongestName) is not null || Name.Length == 0)
                return T["Name.Wrong", ("n", Texts.Number(ListMapping.LongestName))];
            if (await mappings.FindAsync(Name, stop) is { } other && other.TeamId != Staff.Coordinator.TeamId)
                return T["Name.Taken", ("naam", Name)];
        }

        if (
            columns
                .Index()
                .Where(column => column.Item is not null && !ListWords.MayRepeat(column.Item))
                .GroupBy(column => column.Item!)
                .FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
            return T[
                "Twice",
                ("kolom", LabelOf(twice.Key)),
                ("koppen", Texts.And([.. twice.Select(column => $"‘{People.Headings[column.Index]}’")]))
            ];
        return columns.Contains("person") || columns.Exists(column => column is "name" or "first_name" or "last_name")
            ? null
            : T["NoName"];
    }

    private IActionResult? OpenCarried() =>
        Unpacked(Request.Form["List"].ToString()) is { } bytes ? Open(bytes) : Invalid(nameof(Upload), T["NoFile"]);

    /// <returns>The response if it cannot continue.</returns>
    private IActionResult? Open(byte[] bytes)
    {
        var read = SheetFile.Read(
            bytes,
            Sheet.Length > 0 ? Sheet : null,
            Headings.Length > 0 ? Headings == HasRow : null
        );
        if (read.Problem is { } problem)
            return Invalid(
                nameof(Upload),
                T[
                    "Problem." + problem.Code(),
                    ("rijen", MostRows),
                    ("kolommen", Texts.Number(SheetFile.MostColumns)),
                    ("rij", Texts.Number(read.Row ?? 0))
                ]
            );
        if (read.Sheet?.AnswersOf is { } program)
            return Invalid(nameof(Upload), T["Problem.answers", ("programma", program)]);
        // The faults of rows that were corrected.
        var people = read.Sheet?.WithoutLast(T["Wrong.Column"]);
        (Carried, Sheets, People, IsGuessed) = (Packed(bytes), read.Sheets, people, read.IsGuessed);
        return People is null ? Page() : null;
    }

    /// <summary>The page with the likely columns, or those saved for such a list.</summary>
    private async Task<PageResult> GuessAsync(CancellationToken stop = default)
    {
        var kept = (await KeptAsync()).FirstOrDefault(mapping => People!.HasHeadings && mapping.IsFor(People.Headings));
        KeptAs = kept?.Name;
        Name = !People!.HasHeadings ? "" : KeptAs ?? await FreeNameAsync(stop);
        Columns = [.. (kept?.For(People.Headings) ?? ListWords.Likely(People)).Select(column => column ?? "")];
        Said = null;
        ModelState.Clear();
        return AskEnds();
    }

    /// <summary>Such as "Lijst 2": the file's name might reveal something about people.</summary>
    private async Task<string> FreeNameAsync(CancellationToken stop = default)
    {
        var taken = (await mappings.AllAsync(stop)).Select(mapping => mapping.Name).ToHashSet();
        return Enumerable
            .Range(1, taken.Count + 1)
            .Select(n => T["Name.Free", ("n", Texts.Number(n))])
            .First(name => !taken.Contains(name));
    }

    private static string Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(bytes);
        return Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <returns>Null if this page did not pack it, or it is too large for a list.</returns>
    private static byte[]? Unpacked(string carried)
    {
        if (carried.Length == 0 || !Base64Url.IsValid(carried))
            return null;
        try
        {
            using var unpack = new BrotliStream(
                new MemoryStream(Base64Url.DecodeFromChars(carried)),
                CompressionMode.Decompress
            );
            var bytes = new byte[SheetFile.MostBytes + 1];
            var length = unpack.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length is 0 or > SheetFile.MostBytes ? null : bytes[..length];
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
