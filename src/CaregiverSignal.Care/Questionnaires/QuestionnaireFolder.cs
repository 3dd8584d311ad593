using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>Reads the questionnaires from their folder.</summary>
internal static class QuestionnaireFolder
{
    private const string WordingPart = ".wording.json";
    private const string ScalesPart = ".scales.json";
    private const string PicturesPart = ".pictures.json";
    private static readonly string[] Parts = [WordingPart, PicturesPart, ScalesPart];

    /// <summary>Reads every questionnaire in the folder; if any file has a fault, it returns none and reports all
    /// faults.</summary>
    /// <param name="overlay">The operator's own folder: texts that take precedence over the shipped ones, and numbers
    /// for scales left open. Default: <c>overlay</c> in the folder. It need not exist.</param>
    /// <remarks>The plan (<c>plan*.json</c>) and the editors' schemas (<c>*.schema.json</c>) are in the same folder and
    /// are skipped.</remarks>
    public static LoadResult Load(string folder, string? overlay = null)
    {
        overlay ??= Path.Combine(folder, "overlay");
        if (!Directory.Exists(folder))
            return Failed(
                new Fault(
                    folder,
                    "",
                    "there is no such folder; the questionnaires are expected there (setting Questionnaires:Folder)"
                )
            );

        var faults = new List<Fault>();
        var beside = Files(folder, "", faults)
            .Where(file =>
                !file.Name.StartsWith("plan", StringComparison.Ordinal)
                && !file.Name.EndsWith(".schema.json", StringComparison.Ordinal)
            )
            .ToList();
        var own = Path.Exists(overlay)
            ? Files(overlay, Path.GetFileName(Path.TrimEndingDirectorySeparator(overlay)) + "/", faults)
            : [];
        var definitions = beside.Where(file => !IsPart(file)).ToList();
        if (definitions.Count == 0 && faults.Count == 0)
            return Failed(
                new Fault(
                    folder,
                    "",
                    "holds no questionnaire; files such as csi-v1.json are expected there (setting Questionnaires:Folder)"
                )
            );

        var known = definitions.Select(KeyOf).Distinct().ToList();
        var read = definitions
            .Select(file => InstrumentFile.Parse(FilesOf(file, beside, own), faults, known))
            .OfType<Instrument>()
            .ToList();
        foreach (
            var stray in beside.Except(definitions).Where(part => !definitions.Exists(file => Belongs(part, file)))
        )
            faults.Add(Stray(stray));
        foreach (var stray in own.Where(part => !IsPart(part) || !definitions.Exists(file => Belongs(part, file))))
            faults.Add(Stray(stray));
        return faults.Count > 0 ? new LoadResult(null, faults) : new LoadResult(new Instruments(read), []);
    }

    private static InstrumentFiles FilesOf(SourceFile definition, List<SourceFile> beside, List<SourceFile> own)
    {
        var name = definition.Name[..^".json".Length];
        SourceFile? Find(List<SourceFile> files, string part) =>
            files.Find(file => Path.GetFileName(file.Name) == name + part);
        return new InstrumentFiles(
            definition,
            Find(beside, WordingPart),
            Find(own, WordingPart),
            Find(own, ScalesPart) ?? Find(beside, ScalesPart),
            Find(own, PicturesPart) ?? Find(beside, PicturesPart)
        );
    }

    /// <summary>The key in the file name, which must match the key in the file.</summary>
    private static string KeyOf(SourceFile definition) =>
        definition.Name.LastIndexOf("-v", StringComparison.Ordinal) is var end and > 0
            ? definition.Name[..end]
            : definition.Name;

    private static bool IsPart(SourceFile file) =>
        Parts.Any(part => file.Name.EndsWith(part, StringComparison.Ordinal));

    private static bool Belongs(SourceFile part, SourceFile definition)
    {
        var name = definition.Name[..^".json".Length];
        return Parts.Any(text => Path.GetFileName(part.Name) == name + text);
    }

    private static Fault Stray(SourceFile file) =>
        new(
            file.Name,
            "",
            IsPart(file)
                ? "belongs to no questionnaire; the part of its name before the first point must be that of a definition, such as csi-v1"
                : $"is not known here; names such as csi-v1{WordingPart}, opening-v1{PicturesPart} and carerqol-v1{ScalesPart} are"
        );

    private static List<SourceFile> Files(string folder, string prefix, List<Fault> faults)
    {
        var files = new List<SourceFile>();
        string[] paths = [];
        try
        {
            paths = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(folder, "", "cannot be read as a folder: " + unreadable.Message));
        }
        foreach (var path in paths)
        {
            var name = prefix + Path.GetFileName(path);
            try
            {
                files.Add(new SourceFile(name, FileKinds.ReadAll(path)));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                faults.Add(new Fault(name, "", "cannot be read: " + unreadable.Message));
            }
        }
        return files;
    }

    private static LoadResult Failed(Fault fault) => new(null, [fault]);
}
