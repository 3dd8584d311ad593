using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Texts kept on disk until all are there and can be read in another order: in memory they would take most of
/// it.</summary>
/// <remarks>Several threads may add at once; one reads them once adding has ended. The file is readable by its owner
/// only, in the folder of the target file, and is deleted on disposal.</remarks>
public sealed class Spool : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;

    private Spool(FileStream file) => this.file = file;

    /// <returns>Null, with the fault reported, if nothing can be written there.</returns>
    public static async Task<Spool?> ForAsync(string path, TextWriter error, CancellationToken stop = default)
    {
        Spool? spool = null;
        await TableFile.TryAsync(
            path,
            error,
            () =>
            {
                spool = new Spool(OwnerOnly.CreatePassing(Path.GetDirectoryName(Path.GetFullPath(path))!));
                return Task.CompletedTask;
            },
            stop
        );
        return spool;
    }

    public Piece Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (gate)
        {
            var piece = new Piece(file.Position, bytes.Length);
            file.Write(bytes);
            return piece;
        }
    }

    public string Read(Piece piece)
    {
        var bytes = new byte[piece.Length];
        file.Position = piece.From;
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public void Dispose() => file.Dispose();

    /// <summary>The place of a text, in bytes.</summary>
    public readonly record struct Piece(long From, int Length);
}
