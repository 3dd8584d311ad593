using CaregiverSignal.Pages.ForStaff;

namespace CaregiverSignal.Tests.Staff;

/// <summary>What each role may do; <see cref="RouteAccessTests"/> has it for every address.</summary>
public sealed class RoleTests() : AtASite("2026-03-02")
{
    private const string Ict = "ict@steunpunt.example";

    [Theory]
    [InlineData(StaffRole.Coordinator, "own-account caregivers")]
    [InlineData(StaffRole.TeamLead, "own-account caregivers team record")]
    [InlineData(StaffRole.Administrator, "own-account accounts")]
    [InlineData(StaffRole.Operator, "own-account mail")]
    public void A_role_has_these_permissions_and_no_others(StaffRole role, string permissions) =>
        Assert.Equal(permissions.Split(' '), StaffPolicies.Of([role]));

    [Fact]
    public void Without_a_role_there_is_no_permission() => Assert.Empty(StaffPolicies.Of([]));

    [Fact]
    public async Task A_team_lead_is_a_coordinator_too()
    {
        var id = await site.WithRoles(Ict, "Ict", StaffRole.TeamLead);

        Assert.Equal([StaffRole.Coordinator, StaffRole.TeamLead], (await Account(id)).Roles);
    }

    [Theory]
    [InlineData(StaffRole.Administrator, "/beheer/medewerkers")]
    [InlineData(StaffRole.Operator, "/beheer/post")]
    public async Task Who_does_not_work_with_people_sees_none_not_even_those_that_an_import_gave_them(
        StaffRole role,
        string home
    )
    {
        var caregiver = await site.AddCaregiver(coordinator: Ict);
        await site.AddSignal(caregiver);
        await site.AddConcernReport();
        await site.WithRoles(Ict, "Ict", role);
        var browser = await site.SignedIn(Ict);

        Assert.Equal(home, browser.Path);
        Assert.Lacks("Anna", browser.Page.DocumentElement.TextContent);
        Assert.Empty(browser.Page.QuerySelectorAll("nav a[href='/werklijst'], nav a[href='/mensen']"));
        foreach (var page in new[] { "/werklijst", "/mensen", "/afwezig" })
            Assert.Equal((page, HttpStatusCode.Forbidden), (page, (await browser.Open(page)).Status));
        foreach (var page in new[] { "/tip/1", $"/zaak/{caregiver}" })
            Assert.Equal((page, HttpStatusCode.NotFound), (page, (await browser.Open(page)).Status));
    }

    [Fact]
    public async Task A_role_taken_away_while_a_form_is_open_is_said_and_gives_back_what_was_typed()
    {
        const string Note = "Wij spraken lang over de nachten & het <eten>.";
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver);
        var els = await site.Coordinator();
        var browser = await (await site.SignedIn()).Open($"/zaak/{caregiver}");
        List<KeyValuePair<string, string>> form =
        [
            browser.Token,
            new("Contact.Note", Note),
            new("Closing.Outcome", "talked"),
        ];
        await Give(els, StaffRole.Administrator);
        // What watches the forms of a large run commits by itself.
        browser.Watch = null;
        var before = await site.Dump();

        await browser.Post($"/zaak/{caregiver}?handler=Contact", form);

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Equal(Dutch("NoLongerPage.Title"), browser.Heading);
        Assert.Equal(Note, browser.Page.QuerySelector("textarea")!.TextContent);
        Assert.Equal(before, await site.Dump());

        await Give(els, StaffRole.Coordinator);
        await browser.Press(Dutch("NoLongerPage.Button"));
        Assert.Equal($"/zaak/{caregiver}?handler=Contact", browser.Path);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Note, browser.Page.DocumentElement.TextContent);
    }

    [Fact]
    public async Task Of_a_page_with_more_forms_the_one_that_was_refused_is_sent_again()
    {
        var caregiver = await site.AddCaregiver();
        var els = await site.Coordinator();
        var browser = await (await site.SignedIn()).Open($"/zaak/{caregiver}/toestemming");
        await Give(els, StaffRole.Administrator);
        var form = $"/zaak/{caregiver}/toestemming";

        await browser.Post(form, [browser.Token, new("withdrawn", "1")]);

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Equal(form, browser.Page.QuerySelector("main form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task A_form_without_the_mark_of_our_own_pages_gives_nothing_back()
    {
        await site.WithRoles(Ict, "Ict", StaffRole.Operator);
        var browser = await site.SignedIn(Ict);

        await browser.Post("/zaak/1?handler=Contact", [new("Contact.Note", "Dit kwam van een andere site.")]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Lacks("andere site", browser.Page.DocumentElement.TextContent);
    }

    [Fact]
    public async Task Who_works_with_people_is_notified_of_people_whose_coordinator_does_not()
    {
        await site.WithRoles(Ict, "Ict", StaffRole.Operator);
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var caregiver = await site.AddCaregiver(coordinator: Ict);
        await site.AddSignal(caregiver);

        await site.RunJobs();

        Assert.Contains("joost@steunpunt.example", await site.MailedTo("alert"));
        var joost = await site.SignedIn("joost@steunpunt.example");
        Assert.Equal(HttpStatusCode.OK, (await joost.Open($"/zaak/{caregiver}")).Status);
    }

    private async Task<Coordinator> Account(long id) =>
        (await site.Read(async transaction => await CoordinatorTable.Get(transaction, id)))!;

    private Task Give(long id, params StaffRole[] roles) =>
        site.Write(transaction => CoordinatorTable.SetRoles(transaction, id, roles));
}
