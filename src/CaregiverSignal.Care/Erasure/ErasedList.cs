using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Erasure;

/// <summary>The file that tells whom an older backup may bring back: beside the restore guard, so that no backup
/// includes it.</summary>
/// <remarks>A line is the number of a caregiver's row and the instant at which it was made, <c>17
/// 2026-03-02T09:00:00.000Z</c>: together they identify that row, even in a store where the number was reused. It says
/// nowhere whose it was.</remarks>
public sealed class ErasedList(string guardFile)
{
    public string Path { get; } = System.IO.Path.ChangeExtension(System.IO.Path.GetFullPath(guardFile), ".erased");

    /// <summary>Everybody on the list; foreign lines are left out.</summary>
    public IReadOnlyList<ErasedRow> Read() =>
        Guarded(() => File.Exists(Path) ? File.ReadAllLines(Path).Select(RowOf).OfType<ErasedRow>().ToList() : []);

    /// <summary>Adds a line, and returns once it is on the disk.</summary>
    public void Add(ErasedRow row) =>
        Guarded(() =>
        {
            var lines = Read().Append(row).Distinct().Select(TextOf).ToList();
            OwnerOnly.Replace(Path, text => lines.ForEach(text.WriteLine));
            Synced.Folder(System.IO.Path.GetDirectoryName(Path)!);
            return true;
        });

    private static string TextOf(ErasedRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.CaregiverId} {TypeHandlers.Text(row.CreatedAt)}");

    private static ErasedRow? RowOf(string line) =>
        line.Split(' ') is [var id, var at]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && TypeHandlers.InstantOrNull(at) is { } made
            ? new ErasedRow(number, made)
            : null;

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Path}: cannot be read or written.", error);
        }
    }
}

public sealed record ErasedRow(long CaregiverId, DateTimeOffset CreatedAt);
