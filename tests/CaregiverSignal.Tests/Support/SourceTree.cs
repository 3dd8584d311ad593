namespace CaregiverSignal.Tests.Support;

/// <summary>The files of the three projects in <c>src</c>.</summary>
public static class SourceTree
{
    public static string Root { get; } = Path.Combine(Some.Root, "src");

    /// <param name="folders">The folders of a project to look in, as <c>Desk/Letters</c>; none for all.</param>
    /// <returns>Each with its name within its project, as <c>People/Caregiver.cs</c>, in the order of these.</returns>
    public static IReadOnlyList<(string Path, string Name)> Files(string pattern, params string[] folders) =>
        [
            .. Directory
                .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
                .Select(path => (Path: path, Name: NameOf(path)))
                .Where(file =>
                    !file.Name.StartsWith("obj/", StringComparison.Ordinal)
                    && !file.Name.StartsWith("bin/", StringComparison.Ordinal)
                    && (
                        folders.Length == 0
                        || folders.Any(folder => file.Name.StartsWith(folder + "/", StringComparison.Ordinal))
                    )
                )
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];

    /// <summary>The path of a file that is named within its project.</summary>
    public static string Find(string name) => Files(Path.GetFileName(name)).Single(file => file.Name == name).Path;

    private static string NameOf(string path) =>
        string.Join('/', Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar)[1..]);
}
