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

    /// <summary>Closes a case, where it does not matter when it is looked at again.</summary>
    public static Task<Browser> CloseCase(this Browser browser, string outcome) =>
        browser
            .Choose(Dutch("CaseModel.Outcome"), outcome)
            .ChooseFirst(Dutch("CaseModel.Look"))
            .Press(Dutch("Everywhere.Close"));

    /// <summary>Notes that somebody pauses, stops or takes part again.</summary>
    public static Task<Browser> ChangeParticipation(this Browser browser, string choice) =>
        browser.Choose(Dutch("MoreModel.Choice"), choice).Press(Dutch("MoreModel.Life.Save"));

    /// <summary>Notes on its own page that somebody died or was admitted, and says that it is so.</summary>
    public static async Task<Browser> EndCare(this Browser browser, string choice) =>
        await (await browser.Choose(Dutch("CareEndedModel.Choice"), choice).Press(Dutch("Everywhere.GoOn"))).Press(
            Dutch("CareEndedModel.Yes")
        );
}
