using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Pages.ForCoordinators.Import;

/// <summary>Imports CSV files in the program's own format in the browser, after a trial run.</summary>
/// <remarks>The form may be as large as the files, plus what carrying them in a page adds.</remarks>
[Authorize(StaffPolicies.Team), LargestBody(2 * UploadedFolder.MostBytes)]
public sealed class ImportModel(Imports imports, AuditWriter auditWriter, Instruments instruments) : StaffPage
{
    public const int Most = 200;

    /// <summary>The upload field, which shows no files.</summary>
    public string Files { get; } = "";

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public IReadOnlyList<string> Unread { get; private set; } = [];

    public string Told { get; private set; } = "";

    public bool IsStored { get; private set; }

    /// <summary>What the files would do, or did; null if they have faults.</summary>
    public ImportCounts? Counts { get; private set; }

    /// <summary>The checked files, for the button that stores them.</summary>
    public IReadOnlyDictionary<string, string> Carried { get; private set; } = new Dictionary<string, string>();

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken stop = default) => TakeAsync(dryRun: true, stop: stop);

    public Task<IActionResult> OnPostStoreAsync(CancellationToken stop = default) =>
        TakeAsync(dryRun: false, stop: stop);

    private async Task<IActionResult> TakeAsync(bool dryRun, CancellationToken stop = default)
    {
        if (ReadUpload(Request.Form) is not { } upload)
            return Invalid(nameof(Files), T["TooLarge"]);
        Unread = upload.Unread;
        if (upload.Files.Count == 0)
            return Invalid(nameof(Files), T["NoFiles", ("namen", string.Join(", ", FolderFiles.NamesOfImport))]);
        var result = upload.Read(instruments, out var faults) is { } folder
            ? await imports.StoreAsync(folder, dryRun, auditWriter, Staff.On(Ground.Team), Staff, stop: stop)
            : null;
        Faults = result?.Faults ?? faults;
        if (result is null || Faults.Count > 0)
            return Invalid(nameof(Files), T["FaultsWhat"]);
        (Counts, Told, IsStored) = (result.Counts, ToldOf(result.Counts), !dryRun);
        if (dryRun)
            Carried = upload.Files.ToDictionary(entry => entry.Key, entry => Convert.ToBase64String(entry.Value));
        return Page();
    }

    /// <summary>The files as chosen, or as carried by the page that checked them: exactly what was checked is stored,
    /// and nothing is written to disk meanwhile.</summary>
    /// <returns>Null above <see cref="UploadedFolder.MostBytes"/>, or if the page cannot carry something.</returns>
    private static UploadedFolder? ReadUpload(IFormCollection form)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in FolderFiles.NamesOfImport)
        {
            if (form[name].ToString() is not { Length: > 0 } carried)
                continue;
            var bytes = new byte[carried.Length];
            if (!Convert.TryFromBase64String(carried, bytes, out var length))
                return null;
            files[name] = bytes[..length];
        }

        if (form.Files.Sum(file => file.Length) > UploadedFolder.MostBytes)
            return null;
        foreach (var file in form.Files.Where(file => FolderFiles.NamesOfImport.Contains(file.FileName)))
        {
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            files[file.FileName] = bytes.ToArray();
        }

        return files.Values.Sum(bytes => (long)bytes.Length) > UploadedFolder.MostBytes
            ? null
            : new UploadedFolder(
                files,
                [
                    .. form
                        .Files.Select(file => file.FileName)
                        .Where(name => name.Length > 0 && !FolderFiles.NamesOfImport.Contains(name))
                        .Select(OneLine.Shown),
                ]
            );
    }

    /// <summary>Such as "Mensen: 3 nieuw, 1 veranderd. ..."</summary>
    private string ToldOf(ImportCounts counts) =>
        T[
            "Counts",
            ("nieuw", Texts.Number(counts.PeopleAdded)),
            ("anders", Texts.Number(counts.PeopleChanged)),
            ("gelijk", Texts.Number(counts.PeopleUnchanged)),
            ("rondes", Texts.Number(counts.CheckIns)),
            ("antwoorden", Texts.Number(counts.Answers)),
            ("gebeurtenissen", Texts.Number(counts.Events)),
            ("naasten", Texts.Number(counts.Situations)),
            ("helpers", Texts.Number(counts.Helpers)),
            ("kringen", Texts.Number(counts.Ties))
        ];
}
