using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.Tests.Answers;

/// <summary>Forms that come in at the same time on PostgreSQL, which stores them one by one.</summary>
public sealed class FormsSideBySideTests : IDisposable, IAsyncLifetime
{
    /// <summary>Few: more forms a minute from one address are told to wait.</summary>
    private const int People = 4;

    /// <summary>As many as have a session each: a sixth browser would end that of the first.</summary>
    private const int Sends = 5;

    private readonly TestInstallation site = TestInstallation.OnPostgres().On("2026-03-02");

    public async ValueTask InitializeAsync()
    {
        site.Database.Rehearse = null;
        for (var person = 1; person <= People; person++)
            await site.AddCaregiver(person.ToString(CultureInfo.InvariantCulture));
        await site.RunJobs();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Each_is_kept_once_however_often_it_was_sent_and_the_audit_log_has_every_line()
    {
        // One in four asks for a call.
        var forms = site.Mails().Select(mail => TestInstallation.LinkIn(mail)).Index().ToList();
        var browsers = await Task.WhenAll(
            from form in forms
            from _ in Enumerable.Range(0, Sends)
            select Filled(form.Item, asks: form.Index % 4 == 0)
        );

        await Task.WhenAll(browsers.Select(filled => filled.Send()));

        Assert.All(browsers, filled => Assert.Equal("/dank", filled.Browser.Path));
        Assert.Equal(
            (People, 3 * People, 3 * People, People / 4),
            (
                await site.Count("check_in", "answered_at is not null"),
                await site.Count("response"),
                await site.Count("answer", "value is not null"),
                await site.Count("staff_task", "kind = 'call' and done_at is null")
            )
        );
        Assert.Null(await site.Read(async transaction => await AuditProof.FirstWrong(transaction)));
    }

    private async Task<(Browser Browser, Func<Task> Send)> Filled(string link, bool asks)
    {
        var browser = await site.NewBrowser().Open(link);
        browser.Choose("Hoe gaat het met u?", "Goed").Choose("Hoe zwaar", "30");
        browser.Choose("Hoe lang", "Langer dan twee jaar");
        return (browser, () => browser.SendAnswers(Dutch(asks ? "LastPage.Call.yes" : "LastPage.Call.no")));
    }
}
