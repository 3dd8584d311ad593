using CaregiverSignal.Configuration;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>Whoever can write the store, and no more, opens nothing with what they write.</summary>
public sealed class SignaturesTests() : AtASite("2026-01-05", ("Site:BaseUrl", "http://localhost:5080"))
{
    [Fact]
    public async Task A_session_of_another_installation_is_nobodys_though_its_account_has_the_same_number()
    {
        await site.Coordinator();
        using var another = Some.Installation();
        await another.Coordinator();
        var theirs = (await another.SignedIn()).Cookies.GetCookies(another.Address)["werk"]!.Value;
        var browser = site.NewBrowser();

        browser.Cookies.Add(site.Address, new Cookie("werk", theirs));

        Assert.Equal("/inloggen", (await browser.Open("/werklijst")).Path);
    }

    [Theory]
    [InlineData("is_operator = 1")]
    [InlineData("email = 'dief@elders.example'")]
    [InlineData("signature = null")]
    public async Task An_account_that_was_changed_is_out_and_gets_no_link(string change)
    {
        await site.Coordinator();
        var browser = await site.SignedIn();

        await site.Sql($"update coordinator set {change}");

        Assert.Equal("/inloggen", (await browser.Open("/beheer/post")).Path);
        var email = await site.Value<string>("select email from coordinator");
        await (await site.NewBrowser().Open("/inloggen")).AskLink(email);
        Assert.Equal(0, await site.Count("mail"));
        Assert.Has("the account " + email, await Check());
    }

    [Fact]
    public async Task A_planted_account_gets_no_link_and_an_invitation_does_not_make_true_what_was_planted()
    {
        await site.Sql(
            """
            insert into coordinator (email, created_at, invited_at, enrolled_at, is_operator)
            values ('dief@elders.example', @now, @now, @now, 1)
            """,
            new { now = site.Time.Now }
        );
        await (await site.NewBrowser().Open("/inloggen")).AskLink("dief@elders.example");
        Assert.Equal(0, await site.Count("mail"));

        await site.Invited("dief@elders.example");
        var browser = await site.SignedIn("dief@elders.example");

        Assert.Equal("/werklijst", browser.Path);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open("/beheer/post")).Status);
    }

    [Fact]
    public async Task What_the_program_does_with_an_account_does_not_make_true_what_was_changed_in_it()
    {
        var els = await site.Coordinator();
        await site.Sql("update coordinator set is_operator = 1");

        await site.Write(async transaction =>
        {
            await CoordinatorTable.MarkEnrolled(transaction, els, site.Time.Now);
            await CoordinatorTable.SetRoles(transaction, els, [StaffRole.Coordinator, StaffRole.Operator]);
        });

        Assert.False(
            await site.Read(async transaction =>
                CoordinatorTable.HasValidSignature(transaction, (await CoordinatorTable.Get(transaction, els))!)
            )
        );
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(await site.SignInLink())).Status);
    }

    [Fact]
    public async Task A_planted_or_changed_link_opens_nothing()
    {
        var els = await site.Coordinator();
        var planted = LinkKey.New(KeyPurpose.SignIn);
        await site.Sql(
            """
            insert into link (purpose, key_hash, coordinator_id, created_at, expires_at)
            values ('sign-in', @hash, @els, @now, @later)
            """,
            new
            {
                hash = planted.Hash,
                els,
                now = site.Time.Now,
                later = site.Time.Now.AddDays(1),
            }
        );
        var changed = await site.SignInLink();
        await site.Sql("update link set expires_at = '2099-01-01T00:00:00.000Z'");

        foreach (var link in new[] { "/i/" + planted.Clear, changed })
            Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(link)).Status);
        Assert.Has("2 sign-in links", await Check());
    }

    [Theory]
    [InlineData("coordinator_id = @other")]
    [InlineData("public_key = 'pQECAyYgASFYIA'")]
    [InlineData("signature = 'aa'")]
    public async Task A_passkey_that_was_moved_or_changed_is_not_there(string change)
    {
        using var key = new SoftwareAuthenticator();
        await site.Coordinator();
        var other = await site.Coordinator("bo@steunpunt.example", "Bo");
        await (await site.SignedIn()).AddPasskey(key);
        Assert.Equal("/werklijst", (await site.NewBrowser().SignInWith(key)).Path);

        await site.Sql($"update passkey set {change}", new { other });

        Assert.Equal(HttpStatusCode.BadRequest, (await site.NewBrowser().SignInWith(key)).Status);
        Assert.Has("1 passkey", await Check());
    }

    [Fact]
    public async Task A_new_key_makes_nobody_true()
    {
        await site.Coordinator();
        TestKeys.AskForNew(site.Database.Engine.Keys);

        var settings = new CurrentSettings(
            Some.Settings(("Storage:Connection", "Data Source=" + site.StorePath)),
            Some.Configuration()
        );
        using var again = await (site.Installation with { Settings = settings }).OpenUpgradedAsync();

        Assert.Single(await again.ReadAsync(CoordinatorTable.Tampered));
    }

    private Task<string> Check() =>
        site.Read(async transaction =>
        {
            var accounts = await CoordinatorTable.Tampered(transaction);
            var links = await CaregiverSignal.Invitations.LinkTable.CountTampered(transaction, site.Time.Now);
            var passkeys = await PasskeyTable.CountTampered(transaction);
            return string.Join(
                ", ",
                accounts
                    .Select(coordinator => "the account " + coordinator.Email)
                    .Append(FormattableString.Invariant($"{links} sign-in links"))
                    .Append(FormattableString.Invariant($"{passkeys} passkey"))
            );
        });
}
