using System.Net;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Web;

/// <summary>
/// A form whose write lost to another and ran again does and says what the run that was stored decided, whatever the
/// first one did.
/// </summary>
public sealed class RunAgainTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task What_came_open_meanwhile_is_told_of_who_erased_themselves()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var page = await site.OnOwnPage("persoon1@example.org");
        await page.Open("/mijn/wissen");
        await page.Press("Ja, wis alles");
        site.Advance(TimeSpan.FromMinutes(2));
        // What is seen of a visit is noted first.
        LoseOnce("update on own_visit");
        Meanwhile("from signal", () => site.AddSignal(caregiver));

        await page.Press("Ja, wis nu alles voor altijd");

        Assert.Equal(0, site.Count("caregiver"));
        site.Beat();
        Assert.Single(site.Mails(), mail => mail.Contains("nog iets open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_visit_was_ended_meanwhile_is_promised_no_call_that_nobody_has()
    {
        var (_, link) = site.AskByLink(site.AddCaregiver());
        var page = await (await site.NewBrowser().Open(link)).Press("Begin met de vragen");
        await page.Open("/bel");
        site.Advance(TimeSpan.FromMinutes(2));
        Meanwhile("from session", () => site.Sql("update session set ended_at = '2026-03-02T09:00:00.000Z'"));

        await page.Press("Ja, bel mij");

        Assert.Equal(0, site.Count("staff_task"));
        Assert.DoesNotContain("uiterlijk", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, page.Status);
    }

    /// <summary>The next write of this kind is lost at its commit.</summary>
    private void LoseOnce(string what) =>
        site.Sql(
            $"""
            create sequence losing;
            create function lose() returns trigger language plpgsql as $$ begin
                if nextval('losing') = 1 then raise exception 'lost' using errcode = '40001'; end if;
                return null;
            end $$;
            create constraint trigger losing after {what} deferrable initially deferred for each row execute function lose()
            """
        );

    /// <summary>Somebody else acts once a write has asked this, and before it is stored.</summary>
    private void Meanwhile(string asked, Action act)
    {
        var engine = site.Database.Engine;
        var (before, isWriting, isDone) = (engine.Sent, false, false);
        engine.Sent = (sql, parameters) =>
        {
            before?.Invoke(sql, parameters);
            isWriting |= sql.Contains("serializable", StringComparison.Ordinal);
            if (isDone || !isWriting || !sql.Contains(asked, StringComparison.Ordinal))
                return;
            isDone = true;
            // On a thread of its own, as somebody else has.
            var other = new Thread(() => act());
            other.Start();
            other.Join();
        };
    }
}
