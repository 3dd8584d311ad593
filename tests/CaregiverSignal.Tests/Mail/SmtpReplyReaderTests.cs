using System.Text;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public class SmtpReplyReaderTests
{
    [Theory]
    [InlineData("250 2.0.0 OK\r\n", 250, "2.0.0", 1)]
    [InlineData("250\r\n", 250, null, 1)]
    [InlineData("250 \r\n", 250, null, 1)]
    [InlineData("250-\r\n250 \r\n", 250, null, 2)]
    [InlineData("550-nee\r\n550 5.1.1 weg\r\n", 550, "5.1.1", 2)]
    [InlineData("550-5.1.10 weg\r\n550 tot ziens\r\n", 550, "5.1.10", 2)]
    [InlineData("451 4.7.500 wacht\r\n", 451, "4.7.500", 1)]
    [InlineData("250 4.7.1 a class that contradicts the code\r\n", 250, null, 1)]
    [InlineData("250 2.0 half a status\r\n", 250, null, 1)]
    public async Task A_reply_is_read_whatever_its_shape(string octets, int code, string? enhanced, int lines)
    {
        var reply = await ReadAsync(octets);

        Assert.Equal((code, enhanced, lines), (reply.Code, reply.Enhanced, reply.Lines.Count));
    }

    [Fact]
    public async Task A_reply_may_come_octet_by_octet() =>
        Assert.Equal(250, (await ReadAsync("250-een\r\n250 twee\r\n", chunk: 1)).Code);

    [Fact]
    public async Task A_reply_of_128_lines_is_read_and_one_of_129_is_not()
    {
        var line = "250-x\r\n";

        Assert.Equal(128, (await ReadAsync(string.Concat(Enumerable.Repeat(line, 127)) + "250 x\r\n")).Lines.Count);
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            ReadAsync(string.Concat(Enumerable.Repeat(line, 128)) + "250 x\r\n")
        );
    }

    public static TheoryData<string> Garbage() =>
        new(
            "250-een\r\n451 twee\r\n",
            "999 x\r\n",
            "150 x\r\n",
            "25\r\n",
            "2x0 OK\r\n",
            "250OK\r\n",
            "250 OK\n",
            "250 a\rb\r\n",
            "250 \0\r\n",
            "\r\n",
            "\x1b[2J\r\n",
            "\0\xff\xfe\r\n",
            "HTTP/1.1 400 Bad Request\r\n\r\n<html>",
            new string('x', 100 * 1024),
            "250 " + new string('x', 4096) + "\r\n",
            string.Concat(Enumerable.Repeat("250-" + new string('x', 1000) + "\r\n", 70)) + "250 x\r\n"
        );

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Anything_else_is_garbage(string octets) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(octets));

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("250 OK")]
    [InlineData("250-OK\r\n")]
    [InlineData("250-OK\r\n250")]
    public async Task An_end_in_the_middle_is_no_verdict(string octets) =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(octets));

    [Fact]
    public async Task What_comes_after_a_reply_is_noticed()
    {
        using var stream = new MemoryStream("220 go\r\n250 smuggled\r\n"u8.ToArray());
        var reader = new SmtpReplyReader(stream);

        await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.True(reader.HasUnreadOctets);
    }

    private static async Task<SmtpReply> ReadAsync(string octets, int chunk = int.MaxValue)
    {
        using var stream = new Drip(Encoding.Latin1.GetBytes(octets), chunk);
        return await new SmtpReplyReader(stream).ReadAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Drip(byte[] octets, int chunk) : MemoryStream(octets)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
