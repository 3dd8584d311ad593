using System.Buffers.Text;
using System.IO.Compression;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Import.Lists;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Import;

/// <summary>
/// Takes in somebody's own list of people: its columns are chosen, it is shown as it will be, and then stored.
/// </summary>
/// <remarks>The page carries the file from step to step: nothing of it waits on a disk.</remarks>
[Authorize(StaffPolicies.Team), LargestBody(2 * SheetFile.MostBytes)]
public sealed class ListModel(Imports imports, ListImport lists, ListMappings mappings, AuditWriter auditWriter)
    : StaffPage
{
    public const int Most = 200;

    private const int Examples = 3;

    /// <summary>The field for the file, which shows none.</summary>
    public string Upload { get; } = "";

    [BindProperty]
    public string FileName { get; set; } = "";

    /// <summary>Which one of several; empty where nobody has to choose.</summary>
    [BindProperty]
    public string Sheet { get; set; } = "";

    /// <summary>What each column of the list is read as; empty for one that is not.</summary>
    [BindProperty]
    public List<string> Columns { get; set; } = [];

    /// <summary>Under which the columns are kept.</summary>
    [BindProperty]
    public string Name { get; set; } = "";

    /// <summary>The file, for the next step; empty at the first.</summary>
    public string Carried { get; private set; } = "";

    public IReadOnlyList<string> Sheets { get; private set; } = [];

    public PeopleSheet? People { get; private set; }

    /// <summary>Whether the letters of the file were guessed.</summary>
    public bool IsGuessed { get; private set; }

    /// <summary>The kept list that has these columns; null where they are guessed.</summary>
    public string? KeptAs { get; private set; }

    /// <summary>The list as it will be; null before its columns were chosen.</summary>
    public ListRead? Read { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    /// <summary>What the list would do, or did; null where it has faults.</summary>
    public ImportCounts? Counts { get; private set; }

    public bool IsStored { get; private set; }

    public IReadOnlyList<string> Kept => [.. mappings.All().Select(mapping => mapping.Name)];

    public IReadOnlyList<(string Column, string Label)> ColumnChoices =>
        [("", T["NotRead"]), .. ListWords.Columns.Select(column => (column, LabelOf(column)))];

    public string LabelOf(string column) =>
        T.Has("Column." + column) ? T["Column." + column] : DetailWords.LabelOf(column);

    /// <summary>What a row will have in a column, in words.</summary>
    public static string Shown(IReadOnlyDictionary<string, string> row, string column) =>
        !row.TryGetValue(column, out var value) ? ""
        : column == "enrolled" && Typed.Day(value) is { } day ? Texts.Day(day)
        : DetailWords.AreOf(column) ? DetailWords.Of(column, value)
        : DisplayText.Visible(value);

    /// <summary>"Ans · Bert", of a column.</summary>
    public string ExampleOf(int place) =>
        string.Join(" · ", People!.CellsOf(place).Distinct().Take(Examples).Select(cell => OneLine.Cut(cell, 40)));

    public IActionResult OnGet() =>
        ListOr(
            (T["Example.File"], T["Example.Sheet"]),
            T["Example.Columns"].Split(';'),
            Enumerable.Range(1, 3).Select(row => T[$"Example.{row}"].Split(';'))
        );

    public IActionResult OnPost()
    {
        if (Request.Form.Files is not [{ Length: > 0 } file])
            return Invalid(nameof(Upload), T["NoFile"]);
        if (file.Length > SheetFile.MostBytes)
            return Invalid(nameof(Upload), T["TooLarge", ("mb", Megabytes)]);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        (FileName, Sheet) = (OneLine.Cut(Path.GetFileName(file.FileName), 100), "");
        return Open(bytes.ToArray()) is { } wrong ? wrong : Guess();
    }

    /// <summary>Goes on with the chosen sheet.</summary>
    public IActionResult OnPostSheet() => OpenCarried() is { } wrong ? wrong : Guess();

    /// <summary>Goes back to the columns.</summary>
    public IActionResult OnPostColumns() => OpenCarried() is { } wrong ? wrong : Page();

    public IActionResult OnPostCheck() => Take(dryRun: true);

    public IActionResult OnPostStore() => Take(dryRun: false);

    public IActionResult OnPostForget()
    {
        mappings.Forget(Name);
        return Saved(T["Forgotten", ("naam", Name)]);
    }

    public static string MostRows => SheetFile.MostRows.ToString("N0", Languages.Culture);

    public static string Megabytes => Texts.Number(SheetFile.MostBytes / 1024 / 1024);

    private IActionResult Take(bool dryRun)
    {
        if (OpenCarried() is { } wrong)
            return wrong;
        var columns = Columns.Select(column => ListWords.Columns.Contains(column) ? column : null).ToList();
        if (ProblemOf(columns) is { } problem)
            return Invalid(nameof(Columns), problem);
        mappings.Keep(
            new ListMapping(
                Name,
                Sheet,
                columns.Index().ToDictionary(column => People!.Headings[column.Index], column => column.Item ?? "")
            )
        );
        Read = lists.Read(People!, FileName, columns, Staff);
        Faults = Read.Faults;
        if (Read.Folder is { } folder)
        {
            Counts = imports.Store(folder, dryRun, out var found, auditWriter, Staff.On(Ground.Team), Staff);
            Faults = Read.InList(found);
        }

        if (Faults.Count > 0)
        {
            Counts = null;
            return Invalid();
        }

        IsStored = !dryRun;
        if (IsStored)
            Carried = "";
        return Page();
    }

    private string? ProblemOf(List<string?> columns)
    {
        if (columns.Count != People!.Headings.Count)
            return T["OtherList"];
        Name = Name.Trim();
        if (OneLine.Problem(Name, ListMapping.LongestName) is not null || Name.Length == 0)
            return T["Name.Wrong", ("n", Texts.Number(ListMapping.LongestName))];
        if (
            columns
                .Index()
                .Where(column => column.Item is not null)
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

    /// <returns>What to answer where there is nothing to go on with.</returns>
    private IActionResult? Open(byte[] bytes)
    {
        var read = SheetFile.Read(bytes, Sheet.Length > 0 ? Sheet : null);
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
        (Carried, Sheets, People, IsGuessed) = (Packed(bytes), read.Sheets, read.Sheet, read.IsGuessed);
        return People is null ? Page() : null;
    }

    /// <summary>The page with the columns that are likely, or that were chosen before for such a list.</summary>
    private PageResult Guess()
    {
        var kept = mappings.For(People!.Headings);
        KeptAs = kept?.Name;
        Name = KeptAs ?? OneLine.Cut(Path.GetFileNameWithoutExtension(FileName), ListMapping.LongestName - 1);
        Columns = [.. (kept?.For(People.Headings) ?? ListWords.Likely(People)).Select(column => column ?? "")];
        ModelState.Clear();
        return Page();
    }

    private static string Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(bytes);
        return Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <returns>Null for what this page did not pack, or what is larger than a list may be.</returns>
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
