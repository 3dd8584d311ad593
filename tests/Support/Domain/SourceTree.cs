using System.IO.Enumeration;

namespace CaregiverSignal.Tests.Support;

/// <summary>The files of the three projects in <c>src</c>.</summary>
public static class SourceTree
{
    public static string Root { get; } = Path.Combine(Some.Root, "src");

    private static readonly Lazy<IReadOnlyList<(string Path, string Name)>> All = new(() =>
        [
            .. Directory
                .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(path => (Path: path, Name: NameOf(path)))
                .Where(file =>
                    !file.Name.StartsWith("obj/", StringComparison.Ordinal)
                    && !file.Name.StartsWith("bin/", StringComparison.Ordinal)
                )
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ]
    );

    /// <param name="folders">The folders of a project to look in, as <c>Pages/Shared</c>; none for all.</param>
    /// <returns>Each with its name within its project, as <c>People/Caregiver.cs</c>, in the order of these.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, so that nothing would be looked
    /// at.</exception>
    public static IReadOnlyList<(string Path, string Name)> Files(string pattern, params string[] folders)
    {
        var none = folders.FirstOrDefault(folder => !All.Value.Any(file => IsIn(file.Name, folder)));
        if (none is not null)
            throw new DirectoryNotFoundException($"No project has a folder {none}.");
        return
        [
            .. All.Value.Where(file =>
                FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file.Name), ignoreCase: false)
                && (folders.Length == 0 || folders.Any(folder => IsIn(file.Name, folder)))
            ),
        ];

        static bool IsIn(string name, string folder) => name.StartsWith(folder + "/", StringComparison.Ordinal);
    }

    /// <summary>The files of texts in Dutch, which every other language follows.</summary>
    /// <inheritdoc cref="Files"/>
    public static IReadOnlyList<(string Path, string Name)> DutchTexts(params string[] folders) =>
        [.. Files("*.resx", folders).Where(file => LanguageOf(file.Path) is null)];

    /// <summary>The tag in the name of a file of texts, as <c>en</c> in <c>Shared.en.resx</c>; null for Dutch.</summary>
    public static string? LanguageOf(string file) =>
        Path.GetFileNameWithoutExtension(file).Split('.') is [_, var tag] ? tag : null;

    /// <summary>The path of a file that is named within its project.</summary>
    public static string Find(string name) => All.Value.Single(file => file.Name == name).Path;

    private static string NameOf(string path) =>
        string.Join('/', Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar)[1..]);
}
