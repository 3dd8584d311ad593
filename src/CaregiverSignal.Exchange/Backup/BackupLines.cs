using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaregiverSignal.Backup;

internal sealed class BackupLines(Stream to, Action<long> progress) : IDisposable
{
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly Utf8JsonWriter json = new(
        Stream.Null,
        new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );
    private long written;

    public void Write(Action<Utf8JsonWriter> write)
    {
        line.ResetWrittenCount();
        json.Reset(line);
        write(json);
        json.Flush();
        line.Write("\n"u8);
        to.Write(line.WrittenSpan);
        progress(written += line.WrittenCount);
    }

    public void Dispose() => json.Dispose();
}
