using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Import;

namespace CaregiverSignal.Commands;

public enum PathUse
{
    ReadsFile,

    ReadsFolder,

    /// <summary>Reads a file or folder, depending on another option.</summary>
    Reads,

    /// <summary>Writes a file, replacing an existing one.</summary>
    WritesFile,

    WritesNewFile,

    /// <summary>Writes a folder that does not exist yet, or is empty.</summary>
    WritesFolder,

    /// <summary>Works in a folder that it creates, or recognises.</summary>
    WorksInFolder,
}

public interface IGivenPath
{
    string Name { get; }

    PathUse Use { get; }

    /// <summary>As given or by default; null if none.</summary>
    string? In(ParseResult parsed);
}

internal sealed class PathOption(string name, PathUse use) : Option<string>(name), IGivenPath
{
    public PathUse Use => use;

    public string? In(ParseResult parsed) => parsed.GetValue(this);
}

internal sealed class PathArgument(string name, PathUse use) : Argument<string>(name), IGivenPath
{
    public PathUse Use => use;

    public string? In(ParseResult parsed) => parsed.GetValue(this);
}

/// <summary>Checks all paths before a verb runs: outputs must suit their use, and not be inputs.</summary>
internal static class GivenPaths
{
    public static IReadOnlyList<Fault> FaultsOf(ParseResult parsed)
    {
        var given = Of(parsed);
        List<Fault> faults = [.. given.Select(FaultOf).OfType<Fault>()];
        if (faults.Count > 0)
            return faults;
        var outputs = given.Where(path => path.IsWritten).ToList();
        return
        [
            .. Unless(outputs, given.SelectMany(path => path.Read)),
            .. outputs
                .Where((path, place) => outputs.Take(place).Any(other => IsSame(other.Path, path.Path)))
                .Select(path => new Fault(path.Path, "", "is named for two outputs; give each a place of its own")),
        ];
    }

    /// <summary>Faults of outputs that would replace the program's own files.</summary>
    public static IReadOnlyList<Fault> FaultsOf(ParseResult parsed, Installation installation)
    {
        var settings = installation.Settings.Now;
        return
        [
            .. Unless(
                Of(parsed).Where(path => path.IsWritten),
                [
                    Defaults.Or(Installation.SettingsFile),
                    settings.Questionnaires.Plan,
                    .. FilesIn(settings.Questionnaires.Folder),
                    .. FilesIn(settings.Questionnaires.Overlay),
                    .. new[] { settings.Storage.Engine.File }.OfType<string>(),
                ]
            ),
        ];
    }

    private static IEnumerable<Fault> Unless(IEnumerable<Given> outputs, IEnumerable<string> read) =>
        outputs
            .Where(path => read.Any(other => IsSame(path.Path, other)))
            .Select(path => new Fault(path.Path, "", "is what this command reads; name another place"));

    private static List<Given> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return
        [
            .. command
                .Arguments.Cast<Symbol>()
                .Concat(command.Options)
                .OfType<IGivenPath>()
                .Select(path => (path.Name, path.Use, Path: path.In(parsed)))
                .Where(path => path.Path is not null)
                .Select(path => new Given(path.Name, path.Use, path.Path!)),
        ];
    }

    private static Fault? FaultOf(Given given)
    {
        var wanted = given.Use switch
        {
            PathUse.Reads => "a file or a folder",
            PathUse.ReadsFile or PathUse.WritesFile => "a file",
            PathUse.WritesNewFile => "a file that is not there yet",
            PathUse.WritesFolder => "a folder that is not there yet",
            _ => "a folder",
        };
        if (string.IsNullOrWhiteSpace(given.Path))
            return new Fault(given.Name, "", $"is empty; name {wanted}");
        if (given.Use == PathUse.ReadsFolder && FileKinds.Behind(given.Path) == FileKind.None)
            return new Fault(given.Path, "", "there is no such folder");
        return ProblemOf(given) is { } problem ? new Fault(given.Path, "", $"{problem}; name {wanted}") : null;
    }

    private static string? ProblemOf(Given given)
    {
        // An output replaces a link itself, wherever that leads.
        var kind = given.Use is PathUse.WritesFile or PathUse.WritesNewFile or PathUse.WritesFolder
            ? FileKinds.At(given.Path)
            : FileKinds.Behind(given.Path);
        return (given.Use, kind) switch
        {
            (PathUse.ReadsFile, _) => FileKinds.IsReadable(given.Path) ? null : Is(kind),
            (PathUse.WritesFile or PathUse.WritesNewFile, FileKind.None) when FolderOf(given.Path) is var folder =>
                FileKinds.Behind(folder) == FileKind.Folder ? null : $"cannot be written: {folder} is no folder",
            (PathUse.WritesNewFile, FileKind.File) => "is there already, and is left as it is",
            (PathUse.WritesFolder, FileKind.Folder) => WhyNotEmpty(given.Path),
            (_, FileKind.None) => null,
            (PathUse.WritesFile or PathUse.Reads, FileKind.File) => null,
            (PathUse.Reads or PathUse.ReadsFolder or PathUse.WorksInFolder, FileKind.Folder) => null,
            _ => Is(kind),
        };

        static string Is(FileKind kind) => "is " + FileKinds.InWords(kind);
    }

    private static string? WhyNotEmpty(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any() ? "is not empty" : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {closed.Message}";
        }
    }

    private static bool IsSame(string one, string other) =>
        (FileIdentity.Of(one) is { } file && file == FileIdentity.Of(other))
        || (
            Path.GetFileName(Whole(one)) == Path.GetFileName(Whole(other))
            && (
                FileIdentity.Of(FolderOf(one)) is { } folder
                    ? folder == FileIdentity.Of(FolderOf(other))
                    : FolderOf(one) == FolderOf(other)
            )
        );

    private static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static string FolderOf(string path) => Path.GetDirectoryName(Whole(path)) ?? Whole(path);

    private static string[] FilesIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    private sealed record Given(string Name, PathUse Use, string Path)
    {
        public bool IsWritten => Use is PathUse.WritesFile or PathUse.WritesNewFile or PathUse.WritesFolder;

        /// <summary>The files to read, even if they do not exist yet.</summary>
        public IEnumerable<string> Read =>
            Use switch
            {
                PathUse.ReadsFile or PathUse.Reads => [Path],
                PathUse.ReadsFolder =>
                [
                    .. FolderFiles
                        .NamesOfImport.Append(FolderFiles.Outcomes)
                        .Select(name => System.IO.Path.Combine(Path, name)),
                ],
                _ => [],
            };
    }
}
