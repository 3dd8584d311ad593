namespace CaregiverSignal.Tests.Pages.ForCoordinators.Situations;

/// <summary>Says on their pages that two care for the same person.</summary>
internal static class OnSituationPages
{
    /// <summary>Searches for the other by name, and says that they care along.</summary>
    public static async Task Together(
        Browser browser,
        long caregiver,
        long other,
        string isSame,
        string? situation = null
    )
    {
        await browser.Open($"/zaak/{caregiver}/naasten");
        situation ??= browser.Page.QuerySelector("[name=left]")!.GetAttribute("value")!;
        await browser.Post(
            $"/zaak/{caregiver}/naasten?handler=Join",
            [browser.Token, new("finds", "true"), new("SharedIn", situation), new("Search", "Lin")]
        );
        Assert.Has("Lina Jansen", browser.Text);
        await browser.Post(
            $"/zaak/{caregiver}/naasten?handler=Join",
            [
                browser.Token,
                new("SharedIn", situation),
                new("Who", $"{other}"),
                new("IsSame", isSame),
                new("Part", "shared"),
            ]
        );
        Assert.Has(Dutch("SituationsModel.Saved.Joined"), browser.Text);
    }

    /// <summary>One of them agrees that both are seen on one page.</summary>
    public static async Task Agrees(Browser browser, long caregiver, long other)
    {
        await browser.Open($"/zaak/{caregiver}/naasten");
        await browser.Post(
            $"/zaak/{caregiver}/naasten?handler=Agree",
            [browser.Token, new("fellow", $"{other}"), new("how", "phone")]
        );
    }
}
