using System.CommandLine;
using CaregiverSignal.Cli;

namespace CaregiverSignal.Tests.Cli;

/// <summary>However long the table, <c>score</c> needs no more memory.</summary>
public class ScoreMemoryTests
{
    private const string Responses =
        "id,sleep,inconvenient,physical,confining,family,plans,demands,emotional,upsetting,changed,work,overwhelmed,financial\n";

    /// <summary>A string of one character takes more.</summary>
    private const double MostBytesARow = 8;

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public void Two_hundred_thousand_responses_allocate_next_to_nothing_a_row(string format)
    {
        const string Row = "p1,1,1,1,,1,1,1,0,0,0,0,0,0\n";

        var few = Allocated(Responses, Row, 20_000, "csi", "--format", format);
        var many = Allocated(Responses, Row, 220_000, "csi", "--format", format);

        Assert.InRange((many - few) / 200_000.0, double.NegativeInfinity, MostBytesARow);
    }

    private static long Allocated(string header, string row, int rows, params string[] args)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((0, ""), Run(header, row, rows, args));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (int Code, string Error) Run(string header, string row, int rows, params string[] args)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand
        {
            ScoreVerb.Create(() => new LoadResult(Some.Instruments, []), () => new RepeatedRows(header, row, rows)),
        };
        var code = CommandLine.Run(
            root,
            ["score", .. args],
            new InvocationConfiguration { Output = TextWriter.Null, Error = error }
        );
        return (code, error.ToString());
    }

    /// <summary>A pipe with a header and the same row many times.</summary>
    private sealed class RepeatedRows(string header, string row, int rows) : Stream
    {
        private readonly byte[] header = Encoding.UTF8.GetBytes(header);
        private readonly byte[] row = Encoding.UTF8.GetBytes(row);
        private long given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var end = header.Length + (long)row.Length * rows;
            var part = (int)Math.Min(count, end - given);
            for (var n = 0; n < part; n++, given++)
                buffer[offset + n] = given < header.Length ? header[given] : row[(given - header.Length) % row.Length];
            return part;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
