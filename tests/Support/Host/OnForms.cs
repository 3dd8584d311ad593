namespace CaregiverSignal.Tests.Support;

/// <summary>
/// What people often fill in and send, each as one step; what they choose is said as the page says it.
/// </summary>
internal static class OnForms
{
    /// <summary>Sends the answers of a check-in, at its end.</summary>
    public static Task<Browser> SendAnswers(this Browser browser, string call) =>
        browser.Choose(Dutch("LastPage.Call"), call).Press(Dutch("LastPage.Send"));

    /// <summary>Asks for fewer questions, or none.</summary>
    public static Task<Browser> LessMail(this Browser browser, string choice) =>
        browser.Choose(Dutch("OptOutPage.Question"), choice).Press(Dutch("OptOutPage.Save"));

    /// <summary>Tells the support point what has changed.</summary>
    public static Task<Browser> TellChange(this Browser browser, string change) =>
        browser.Choose(Dutch("ChangePage.Heading"), change).Press(Dutch("Everywhere.Send"));

    /// <summary>Asks for a mail with a link, to sign in or to the own page.</summary>
    public static Task<Browser> AskLink(this Browser browser, string email) =>
        browser.Write(Dutch("Everywhere.Email"), email).Press(Dutch("Everywhere.SendLink"));

    /// <summary>Notes, on the page of a case, what a coordinator did and how they go on.</summary>
    /// <param name="way">By its code, as <c>spoken</c>.</param>
    public static Browser Contact(this Browser browser, string way, string when) =>
        browser.Choose(Dutch("CaseModel.Step"), Dutch("CaseModel.Way." + way)).Choose(Dutch("CaseModel.When"), when);

    /// <summary>The same where it does not matter how they go on, and sends it.</summary>
    public static Task<Browser> SaveContact(this Browser browser, string way) =>
        browser.Contact(way, browser.LabelsOf(Dutch("CaseModel.When"))[0]).Press(Dutch("CaseModel.SaveContact"));

    /// <summary>From a case to the page on which its signal is closed.</summary>
    public static async Task<Browser> ToClose(this Browser browser) =>
        browser.Path.EndsWith("/afsluiten", StringComparison.Ordinal)
            ? browser
            : await browser.Follow(Dutch("CaseModel.CloseTitle"));

    /// <summary>Closes a case, where it does not matter when it is looked at again.</summary>
    public static async Task<Browser> CloseCase(this Browser browser, string outcome) =>
        await (await browser.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), outcome)
            .ChooseFirst(Dutch("ClosingModel.Look"))
            .Press(Dutch("ClosingModel.Close"));

    /// <summary>Notes that somebody pauses, stops or takes part again.</summary>
    public static Task<Browser> ChangeParticipation(this Browser browser, string choice) =>
        browser.Choose(Dutch("HappenedModel.Choice"), choice).Press(Dutch("HappenedModel.Life.Save"));

    /// <summary>Chooses what happened, on the page that notes it.</summary>
    public static Browser ChooseKind(this Browser browser, EventKind kind) =>
        browser.Choose(Dutch("HappenedModel.Kind"), EventWords.Choice(kind));

    /// <summary>Notes what happened, and says that it is so.</summary>
    public static async Task<Browser> Note(this Browser browser, EventKind kind, string? then = null)
    {
        browser.ChooseKind(kind);
        if (then is not null)
            browser.Choose(Dutch("HappenedModel.Then"), Dutch("HappenedModel.Then." + then));
        return await (await browser.Press(Dutch("Everywhere.GoOn"))).Press(Dutch("HappenedModel.Yes"));
    }
}
