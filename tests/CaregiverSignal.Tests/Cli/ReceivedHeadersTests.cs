using System.Text;
using CaregiverSignal.Cli.Checks;
using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Tests.Cli;

/// <summary><c>check --headers</c>: what a copy of a message, as it arrived, tells about our domain.</summary>
public class ReceivedHeadersTests
{
    private const string Signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=delinde.nl; s=post;\r\n\th=From:To:Subject:List-Unsubscribe:\r\n\t list-unsubscribe-post; bh=x; b=y\r\n";
    private const string Good =
        "Authentication-Results: mx.ontvanger.example;\r\n\tspf=pass (sender; IP is 192.0.2.1) smtp.mailfrom=bounces@delinde.nl;\r\n\tdkim=pass header.i=@delinde.nl header.s=post;\r\n\tdmarc=pass (p=NONE (dis=none)) header.from=delinde.nl\r\n";
    private const string Own =
        "From: \"Inge <van De Linde>\" <inge@delinde.nl>\r\nList-Unsubscribe: <https://delinde.nl/s/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

    [Fact]
    public void A_message_that_proves_itself_is_all_good()
    {
        var lines = Read(Good + Signature + Own);

        Assert.Equal(
            [
                "ok    received       from delinde.nl; checked by mx.ontvanger.example",
                "ok    SPF            pass for delinde.nl",
                "ok    DKIM           pass for delinde.nl",
                "ok    DMARC          pass",
                "ok    one-click      the signature covers List-Unsubscribe and List-Unsubscribe-Post",
            ],
            lines.Select(line => line.ToString())
        );
    }

    [Theory]
    [InlineData(
        "spf=fail smtp.mailfrom=delinde.nl",
        "SPF",
        "FAIL",
        "fail for delinde.nl: its SPF record does not name the relay"
    )]
    [InlineData(
        "spf=pass smtp.mailfrom=relay.example",
        "SPF",
        "warn",
        "pass, but for relay.example and not for delinde.nl"
    )]
    [InlineData("spf=pass smtp.mailfrom=bounces.delinde.nl", "SPF", "ok  ", "pass for bounces.delinde.nl")]
    [InlineData("dkim=pass header.d=relay.example", "DKIM", "FAIL", "let the relay sign for your own domain")]
    [InlineData("dkim=fail header.d=delinde.nl", "DKIM", "FAIL", "the message was changed on its way")]
    [InlineData("dkim=none", "DKIM", "FAIL", "nobody signed")]
    [InlineData(
        "dkim=fail header.d=relay.example; dkim=pass header.d=delinde.nl",
        "DKIM",
        "ok  ",
        "pass for delinde.nl"
    )]
    [InlineData("dmarc=fail", "DMARC", "FAIL", "neither SPF nor DKIM")]
    [InlineData("dmarc=none", "DMARC", "FAIL", "no record")]
    [InlineData("iprev=pass", "SPF", "FAIL", "was not looked at")]
    [InlineData("iprev=pass", "DMARC", "warn", "was not looked at")]
    [InlineData("dkim=pass header.d=delindenl", "DKIM", "FAIL", "not for delinde.nl")]
    public void Each_result_is_told_in_words(string results, string subject, string mark, string words)
    {
        var line = Assert
            .Single(
                Read($"Authentication-Results: mx.ontvanger.example; {results}\r\n{Signature}{Own}"),
                one => one.Subject == subject
            )
            .ToString();

        Assert.StartsWith(mark, line, StringComparison.Ordinal);
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_leaves_its_name_out_is_understood()
    {
        var lines = Read(
            "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=delinde.nl; dkim=pass (signature was verified)\r\n header.d=delinde.nl;dmarc=pass action=none\r\n"
                + Signature
                + Own
        );

        Assert.Each(lines, line => Assert.StartsWith("ok", line.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Results_that_somebody_else_wrote_into_the_message_count_for_nothing()
    {
        var lines = Read(
            "Authentication-Results: mx.ontvanger.example; spf=fail smtp.mailfrom=delinde.nl; dkim=none; dmarc=fail\r\n"
                + Good.Replace("mx.ontvanger", "mx.elders", StringComparison.Ordinal)
                + Signature
                + Own
        );

        Assert.Equal(4, lines.Count(line => !line.Good));
    }

    [Theory]
    [InlineData("h=From:List-Unsubscribe", "does not cover List-Unsubscribe-Post")]
    [InlineData("h=From", "does not cover List-Unsubscribe and List-Unsubscribe-Post")]
    public void A_signature_that_leaves_one_click_out_is_named(string covered, string words)
    {
        var lines = Read(Good + $"DKIM-Signature: d=delinde.nl; {covered}; b=x\r\n" + Own);

        Assert.Contains(words, Assert.Single(lines, line => !line.Good).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_of_another_domain_covers_nothing_for_us() =>
        Assert.Contains(
            Read(Good + Signature.Replace("d=delinde.nl", "d=relay.example", StringComparison.Ordinal) + Own),
            line => line is { Subject: "one-click", Good: false }
        );

    [Fact]
    public void A_copy_without_its_headers_is_told_so() =>
        Assert.Contains("show original", Assert.Single(Read(Own), line => !line.Good).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("Authentication-Results:\r\n")]
    [InlineData("Authentication-Results: ;;;=;(((\r\n")]
    [InlineData("Authentication-Results: x; spf=\x1b[2J\u202e\r\n")]
    [InlineData(
        "Authentication-Results: x; dkim==; spf=pass smtp.mailfrom=@; dmarc\r\nFrom: <\r\nDKIM-Signature: ;=;h\r\n"
    )]
    public void Hostile_lines_neither_fail_nor_write_on_the_screen(string headers)
    {
        var shown = string.Join('\n', Read(headers + Own));

        Assert.DoesNotMatch("[\\p{Cc}\\p{Cf}-[\n]]", shown);
        Assert.Each(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
    }

    [Fact]
    public async Task A_thousand_results_take_no_time()
    {
        var many = string.Concat(
            Enumerable.Repeat(
                "Authentication-Results: x; "
                    + string.Concat(Enumerable.Repeat("dkim=fail header.d=(((a;", 300))
                    + "\r\n",
                1000
            )
        );

        var read = Task.Run(() => Read(many[..1_000_000] + "\r\n" + Own), TestContext.Current.CancellationToken);

        // It takes milliseconds; what goes back over the text for each bracket takes minutes.
        Assert.NotEmpty(await read.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static IReadOnlyList<CheckLine> Read(string headers) =>
        ReceivedHeaders.Of(MimeReader.Read(Encoding.UTF8.GetBytes(headers + "\r\nBeste lezer"))!);
}
