namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// A form that cannot be stored begins no write, so that whoever sends many of them keeps nobody else waiting; but for
/// what is missing on the one page, which is said in its write: whoever has its link may write as well.
/// </summary>
public sealed class StrangeFormTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task What_no_page_of_the_form_has_is_refused_while_another_writes()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await site.NewBrowser().Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        var token = browser.Token;
        var page = await site.NewBrowser().Open(link);

        await WhileAnotherWrites(async () =>
        {
            foreach (var path in new[] { "/vragen/1", "/vragen/99" })
                Assert.Equal(
                    (path, HttpStatusCode.BadRequest),
                    (path, (await browser.Post(path, [token, new("doe", ""), new("csi.niets", "1")])).Status)
                );
            foreach (var path in new[] { link, "/pauze", "/veranderd" })
                Assert.Equal(
                    (path, HttpStatusCode.BadRequest),
                    (path, (await browser.Post(path, [token, new("keuze", "vertel"), new("gebeurd", "niets")])).Status)
                );
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (
                    await page.Post(link, [page.Token, new("doe", ""), new("csi.niets", "1"), new("bellen", "yes")])
                ).Status
            );
        });

        Assert.Equal((0L, 0L), (await site.Count("answer"), await site.Count("staff_task")));
    }

    [Fact]
    public async Task What_cannot_be_in_somebodys_details_is_said_while_another_writes()
    {
        var id = await site.AddCaregiver();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        var added = await (await site.SignedIn()).Open("/mensen/nieuw");
        // What it writes to look would wait for the other too.
        els.Watch = added.Watch = null;

        await WhileAnotherWrites(async () =>
        {
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await els.Write(Dutch("Everywhere.Phone"), "12").PressFirst(Dutch("Everywhere.Save"))).Status
            );
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await added.Write(Dutch("Everywhere.Phone"), "12").PressFirst(Dutch("Everywhere.Save"))).Status
            );
        });
    }

    private async Task WhileAnotherWrites(Func<Task> act)
    {
        using var goesOn = new ManualResetEventSlim();
        var writing = Task.Run(() =>
            site.Database.WriteAsync(_ => Task.FromResult(goesOn.Wait(TimeSpan.FromSeconds(60), Some.Stop)))
        );
        try
        {
            await act();
            Assert.False(writing.IsCompleted);
        }
        finally
        {
            goesOn.Set();
        }

        Assert.True(await writing);
    }
}
