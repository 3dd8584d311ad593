using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Each role comes to its own pages by what it can click, and is offered nobody else's.</summary>
public sealed class NavigationTests() : AtASite("2026-03-02")
{
    private const string Somebody = "iemand@steunpunt.example";
    private const int MostPages = 300;

    /// <summary>The page after signing in without a second factor.</summary>
    private static readonly string[] LedTo = ["/beheer/onderdelen", "/mijn-account/instellen"];

    [Theory]
    [InlineData(StaffRole.Coordinator)]
    [InlineData(StaffRole.TeamLead)]
    [InlineData(StaffRole.Administrator)]
    [InlineData(StaffRole.Operator)]
    public async Task Whatever_a_role_is_offered_opens_and_all_that_is_its_own_is_offered(StaffRole role)
    {
        var browser = await Begin(role);
        var offered = await Walk(browser);
        // What asks to show anew who one is, is offered from then on.
        site.Advance(TimeSpan.FromMinutes(11));
        offered.UnionWith(await Walk(await browser.Open("/mijn-account")));

        var own = await PagesOf(browser);
        Assert.InRange(own.Count, 3, 50);
        Assert.Empty(own.Except(offered).Except(LedTo));
    }

    [Theory]
    [InlineData(StaffRole.Coordinator)]
    [InlineData(StaffRole.TeamLead)]
    public async Task A_role_can_send_each_form_of_the_frame(StaffRole role)
    {
        var browser = await Begin(role);
        var forms = browser
            .Page.QuerySelectorAll<IHtmlFormElement>(".site-header form")
            .Select(form => (Address: form.GetAttribute("action")!, Fields: Browser.FieldsOf(form)))
            .OrderBy(form => form.Address, StringComparer.Ordinal)
            .ToList();

        Assert.Each(forms, form => Assert.Begins("/", form.Address));
        foreach (var (address, fields) in forms)
            Assert.Equal((address, HttpStatusCode.OK), (address, (await browser.Post(address, fields)).Status));
    }

    [Theory]
    [InlineData(StaffRole.Administrator, "/beheer/medewerkers")]
    [InlineData(StaffRole.Operator, "/beheer/post")]
    public async Task Who_has_no_worklist_comes_back_to_a_page_of_their_own(StaffRole role, string home)
    {
        var browser = await Begin(role);

        Assert.Equal(home, (await (await browser.Open("/opnieuw")).Follow(Dutch("AgainModel.Cancel"))).Path);
        await browser.Open("/mijn-account/instellen");
        Assert.Equal(home, (await browser.Follow(Dutch("SetUpModel.Later.Go"))).Path);
        Assert.Equal(home, (await (await browser.Open("/inloggen")).Follow(Dutch("SignInModel.Already"))).Path);
    }

    /// <summary>
    /// Somebody with a role who just signed in, in an installation in which something of everything is.
    /// </summary>
    private async Task<Browser> Begin(StaffRole role)
    {
        await site.WithRoles(Somebody, "Els", role);
        await site.Coordinator();
        var mine = role is StaffRole.Coordinator or StaffRole.TeamLead ? Somebody : TestInstallation.CoordinatorEmail;
        var caregiver = await site.AddCaregiver(coordinator: mine);
        await site.AddSignal(caregiver);
        await site.AskByLink(caregiver);
        await site.AddCaregiver("2", "Bert", coordinator: mine, channel: "paper");
        await site.AddConcernReport();
        await PostMails.Add(site, "failed", null);
        await site.RunJobs(mayFail: true);
        return await site.SignedIn(Somebody);
    }

    /// <summary>Follows each link, from the page where they are, until there is none left that is new.</summary>
    /// <returns>The paths that were opened, all of which answered with a page.</returns>
    private static async Task<HashSet<string>> Walk(Browser browser)
    {
        var (seen, wait) = (new HashSet<string>(StringComparer.Ordinal), new Queue<(string From, string To)>());
        Note(browser.Path);
        while (wait.TryDequeue(out var link))
        {
            Assert.InRange(seen.Count, 1, MostPages);
            await browser.Open(link.To);
            Assert.Equal((link, HttpStatusCode.OK), (link, browser.Status));
            Note(link.To);
        }

        return [.. seen.Select(address => address.Split('?')[0])];

        void Note(string from)
        {
            // Where a page of another reader begins, as of who enrols, the navigation of staff ends.
            if (browser.Page.QuerySelector(".site-header nav") is null)
                return;
            foreach (
                var address in browser
                    .Page.QuerySelectorAll("a[href^='/']")
                    .Select(link => link.GetAttribute("href")!.Split('#')[0])
            )
            {
                if (seen.Add(address))
                    wait.Enqueue((from, address));
            }
        }
    }

    /// <summary>The pages of staff without a number in their address that open for this reader as they stand.</summary>
    private async Task<List<string>> PagesOf(Browser browser)
    {
        var pages = new List<string>();
        foreach (
            var text in SiteRoute
                .All(site)
                .Where(route => route is { IsForStaff: true, Method: "GET" })
                .Select(route => route.Pattern)
                .Where(path => !path.Contains('{'))
                .Order(StringComparer.Ordinal)
        )
        {
            await browser.Open(text);
            if (browser.Status == HttpStatusCode.OK && browser.Path == text)
                pages.Add(text);
        }

        return pages;
    }
}
