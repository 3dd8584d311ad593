namespace CaregiverSignal.Mail.Senders;

/// <summary>The files that <see cref="FolderSender"/> wrote; other files in the folder are not touched.</summary>
public static class SentFiles
{
    private const string Extension = ".eml";

    /// <summary>The files written before an instant.</summary>
    public static IEnumerable<string> OlderThan(string folder, DateTimeOffset before) =>
        !Directory.Exists(folder)
            ? []
            : new DirectoryInfo(folder)
                .EnumerateFiles("*" + Extension)
                .Where(file => file.LastWriteTimeUtc < before && IsOurs(file.Name))
                .Select(file => file.FullName);

    /// <summary>The id of the mail in a file.</summary>
    public static string IdOf(string file) => Path.GetFileNameWithoutExtension(file);

    /// <summary>Deletes the files of these mails.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static int DeleteOf(string folder, IEnumerable<string> ids)
    {
        var there = ids.Select(id => Path.Combine(folder, id + Extension)).Where(File.Exists).ToList();
        there.ForEach(File.Delete);
        return there.Count;
    }

    /// <returns>How many were deleted; one that cannot be is tried again the next day.</returns>
    public static int Delete(IEnumerable<string> files)
    {
        var deleted = 0;
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
                deleted++;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Nothing depends on it.
            }
        }

        return deleted;
    }

    private static bool IsOurs(string name) =>
        name.Length == 32 + Extension.Length && name[..32].All(char.IsAsciiHexDigit);
}
