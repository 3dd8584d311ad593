using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Texts that wait on the disk until all are there and can be read in another order: in memory they would be
/// most of it.</summary>
/// <remarks>Several threads may add at once; they are read by one, when nobody adds any more. The file is its owner's
/// alone, beside the one that they are meant for, and goes when this is disposed of.</remarks>
public sealed class Spool : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;

    private Spool(FileStream file) => this.file = file;

    /// <param name="path">The file that they are meant for.</param>
    /// <returns>Null, with the fault reported, when nothing can be written there.</returns>
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

    /// <exception cref="IOException">The disk is full.</exception>
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

    /// <summary>Where a text is, in bytes.</summary>
    public readonly record struct Piece(long From, int Length);
}
