using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Help;

/// <summary>What a coordinator does on the page with somebody's help.</summary>
public static class OnHelpPages
{
    public static async Task<Browser> Propose(this Browser browser, long caregiver, string what, string own = "")
    {
        await browser.Open($"/zaak/{caregiver}/hulp");
        return await browser
            .Write(Dutch("HelpModel.Kind"), what)
            .Write(Dutch("Everywhere.OwnWords"), own)
            .Press(Dutch("HelpModel.DoPropose"));
    }

    /// <summary>Takes a step with the only open help of this name.</summary>
    /// <param name="fields">Other fields than the step, by their names in it.</param>
    public static async Task<Browser> Step(
        this Browser browser,
        long caregiver,
        string help,
        string step,
        params (string Field, string Value)[] fields
    )
    {
        await browser.Open($"/zaak/{caregiver}/hulp");
        return await browser.Send(help, step, fields);
    }

    /// <summary>Sends the form of help as the page has it now.</summary>
    public static async Task<Browser> Send(
        this Browser browser,
        string help,
        string step,
        params (string Field, string Value)[] fields
    )
    {
        var form = (IHtmlFormElement)
            browser
                .Page.QuerySelectorAll("article")
                .Single(element => element.QuerySelector("h2")?.TextContent == help)
                .QuerySelector("form")!;
        var id = form.QuerySelector("[name=help]")!.GetAttribute("value");
        var filled = fields
            .Append(("Step", step))
            .ToDictionary(pair => $"Steps[{id}].{pair.Item1}", pair => pair.Item2);
        return await browser.Post(
            form.GetAttribute("action")!,
            Browser
                .FieldsOf(form)
                .Where(entry => !filled.ContainsKey(entry.Key))
                .Concat(filled.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)))
        );
    }
}
