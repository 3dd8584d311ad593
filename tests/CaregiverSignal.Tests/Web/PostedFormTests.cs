using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Web;

public sealed class PostedFormTests
{
    /// <summary>A mail program's button has no page of ours; what else comes there is checked by the handler.</summary>
    private static readonly string[] Unchecked = ["/p/{key}"];

    /// <remarks>
    /// PostgreSQL has no such text, and many a function of SQLite's ends there. A form as browsers send it is refused;
    /// a mail, a file and a form in parts may bring one.
    /// </remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_no_store_can_keep_of_a_text_is_refused_in_a_form_and_unreadable_where_it_comes_in_otherwise(
        bool isPostgres
    )
    {
        using var site = isPostgres ? TestInstallation.OnPostgres() : Some.Installation();

        var browser = await site.WriteConcernReport("Het huis\0is vies.");
        await browser
            .Choose(Dutch("ConcernModel.Minor"), Dutch("ConcernModel.YesNo.unknown"))
            .Choose(Dutch("ConcernModel.Knows"), "Ja")
            .Press(Dutch("ConcernModel.Send"));
        Assert.Equal((HttpStatusCode.BadRequest, 0), (browser.Status, await site.Count("concern_report")));

        await site.AddConcernReport("Het huis\0is vies.");
        Assert.Equal("Het huis\uFFFDis vies.", await site.Value<string>("select words from concern_report"));
        Assert.Equal(
            1,
            await site.Value<long>(
                "select count(*) from concern_report where words = @words",
                new { words = "Het huis\0is vies." }
            )
        );
    }

    /// <remarks>As by a telephone in a lift: with a goodbye, and without one; also of a form that is too large.</remarks>
    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_000, true)]
    [InlineData(20_000_000, true)]
    public async Task A_form_that_is_cut_off_half_way_is_no_fault_of_the_program(int length, bool isReset)
    {
        using var log = new LogLines();
        using (
            var site = Some.Installation(
                ("Logging:LogLevel:Default", "Error"),
                ("Logging:Console:LogLevel:Default", "None")
            )
        )
        {
            _ = site.Address;
            site.Part<ILoggerFactory>().AddProvider(log);
            for (var time = 0; time < 10; time++)
                await CutOff(site.Address, length, isReset);
        }

        // The pages were closed, which waits for what they were asked.
        Assert.Empty(log.Lines);
    }

    private static async Task CutOff(Uri site, int length, bool isReset)
    {
        var stop = Some.Stop;
        // The server says "100 Continue" when it begins to read the body: from there on the request has arrived.
        var head = $"""
            POST /inloggen HTTP/1.1
            Host: {site.Authority}
            Content-Type: application/x-www-form-urlencoded
            Content-Length: {length}
            Expect: 100-continue


            """.ReplaceLineEndings("\r\n");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (isReset)
            socket.LingerState = new LingerOption(true, 0);
        await socket.ConnectAsync(IPAddress.Loopback, site.Port, stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), stop);
        var read = new byte[100];
        Assert.Begins("HTTP/1.1 100", Encoding.ASCII.GetString(read, 0, await socket.ReceiveAsync(read, stop)));
        await socket.SendAsync(Encoding.ASCII.GetBytes("adres=" + new string('a', 400)), stop);
    }

    [Fact]
    public void Each_form_is_checked_for_coming_from_a_page_of_ours()
    {
        using var site = Some.Installation();

        var taken = SiteRoute
            .All(site)
            .Where(route => route.Method == "POST")
            .ToLookup(route => route.IsChecked, route => route.Pattern);

        Assert.True(taken[true].Count() >= 20, "The forms are not found.");
        Assert.Equal(Unchecked, taken[false]);
    }
}
