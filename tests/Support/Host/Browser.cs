using System.Diagnostics;
using System.Net.Sockets;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CaregiverSignal.Web;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// Somebody at a browser without script: opens pages, chooses by what is written there, presses buttons.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;

    /// <summary>The answer that will be pressed, where an answer is a button.</summary>
    private IHtmlButtonElement? answer;

    /// <param name="from">An address of this machine, 127.0.0.1 to 127.255.255.254, that the site sees; null is as it
    /// comes.</param>
    public Browser(Uri site, IPAddress? from = null, bool takesCookies = true)
    {
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = Cookies,
                UseCookies = takesCookies,
                ConnectCallback = from is null ? null : (context, stop) => ConnectFrom(from, context.DnsEndPoint, stop),
            }
        )
        {
            BaseAddress = site,
        };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>
    /// Whether a program presses: it presses each button once. A person whom a page asks whether they meant it, does.
    /// </summary>
    public bool IsProgram { get; init; }

    /// <summary>What no page may have: what the standard of HTML says of a file, a choice and a figure.</summary>
    private const string WrongHtml =
        "input[type=file][value], option[label=''], select option:empty, figcaption:not(:first-child):not(:last-child)";

    /// <summary>Is told how long each page was waited for.</summary>
    public Action<TimeSpan> Answered { get; init; } = _ => { };

    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>Goes on at a page from which a script asked for something.</summary>
    public void Keep(IHtmlDocument page) => Page = page;

    public HttpResponseMessage Answer { get; private set; } = null!;

    public HttpStatusCode Status => Answer.StatusCode;

    /// <summary>Where the reader is now, as path and query.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>Everything that was in the address bar, in order.</summary>
    public List<string> Visited { get; } = [];

    public string Title => Page.Title ?? "";

    public string Heading => Clean(Page.QuerySelector("h1")?.TextContent);

    public string Text => Clean(Page.QuerySelector("main")?.TextContent);

    /// <summary>What these parts of the page say, in order.</summary>
    public IReadOnlyList<string> TextsOf(string selector) =>
        [.. Page.QuerySelectorAll(selector).Select(part => part.TextContent.Trim())];

    /// <summary>What the summary on top says is wrong.</summary>
    public IReadOnlyList<string> Errors => TextsOf(".error-summary a");

    public Task<Browser> Open(string address) => Go(new HttpRequestMessage(HttpMethod.Get, PathOf(address)));

    /// <summary>Asks for languages as a browser of somebody who set them.</summary>
    public Browser Asking(string languages)
    {
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(languages);
        return this;
    }

    public Task<Browser> Head(string address) => Go(new HttpRequestMessage(HttpMethod.Head, PathOf(address)));

    /// <summary>Follows the link with this text; where it stands twice, both must lead to one page.</summary>
    public Task<Browser> Follow(string text) =>
        Open(
            Page.QuerySelectorAll("a")
                .Where(link => Clean(link.TextContent) == text)
                .Select(link => link.GetAttribute("href")!.Split('#')[0])
                .Distinct()
                .Single()
        );

    /// <summary>
    /// Marks the answer with this label; in the question (fieldset) whose legend contains a text, when there are more.
    /// </summary>
    /// <remarks>Where a page has one question, its answers are buttons: it is pressed by <see cref="Press"/>.</remarks>
    public Browser Choose(string question, string answer)
    {
        if (ButtonsOf(QuestionOf(question)).FirstOrDefault(button => LabelOf(button) == answer) is { } button)
        {
            this.answer = button;
            return this;
        }

        var input =
            LabelOf(QuestionOf(question), answer).QuerySelector<IHtmlInputElement>("input")
            ?? throw new InvalidOperationException($"'{answer}' of '{question}' at {Path} has nothing to choose.");
        foreach (
            var other in input
                .Form!.QuerySelectorAll<IHtmlInputElement>("input[type=radio]")
                .Where(other => other.Name == input.Name)
        )
            other.IsChecked = false;
        input.IsChecked = true;
        return this;
    }

    /// <summary>Chooses the first answer to a question, where it does not matter which.</summary>
    public Browser ChooseFirst(string question) => Choose(question, LabelsOf(question)[0]);

    /// <summary>Marks the same answer in every question of the page that offers it.</summary>
    public Browser ChooseEverywhere(string answer)
    {
        foreach (var question in Questions)
            Choose(question, answer);
        return this;
    }

    /// <summary>The legends of the page's questions.</summary>
    public IReadOnlyList<string> Questions =>
        [.. Page.QuerySelectorAll("fieldset > legend").Select(legend => Clean(legend.TextContent))];

    /// <summary>The answers a question offers, in order.</summary>
    public IReadOnlyList<string> LabelsOf(string question) =>
        [
            .. QuestionOf(question).QuerySelectorAll("label:has(input)").Select(label => Clean(label.TextContent)),
            .. ButtonsOf(QuestionOf(question)).Select(LabelOf),
        ];

    /// <summary>The answer marked in a question; null when none is.</summary>
    public string? Chosen(string question) =>
        QuestionOf(question)
            .QuerySelectorAll("label")
            .FirstOrDefault(label => label.QuerySelector<IHtmlInputElement>("input")?.IsChecked == true)
            is { } label
            ? Clean(label.TextContent)
        : ButtonsOf(QuestionOf(question)).FirstOrDefault(button => button.ClassList.Contains("given")) is { } given
            ? LabelOf(given)
        : null;

    /// <summary>Writes in the field with this label.</summary>
    public Browser Write(string label, string text)
    {
        var field = Page.QuerySelectorAll<IHtmlLabelElement>("label")
            .Single(candidate => Clean(candidate.TextContent).Contains(label))
            .Control;
        if (field is IHtmlTextAreaElement area)
            area.Value = text;
        else if (field is IHtmlSelectElement select)
            select.Value = select.Options.Single(option => Clean(option.Text) == text || option.Value == text).Value;
        else
            ((IHtmlInputElement)field!).Value = text;
        return this;
    }

    /// <summary>Ticks the box with this label.</summary>
    public Browser Check(string label)
    {
        Page.QuerySelectorAll("label")
            .Single(element => Clean(element.TextContent) == label)
            .QuerySelector<IHtmlInputElement>("input[type=checkbox]")!
            .IsChecked = true;
        return this;
    }

    /// <summary>Presses the button with this text and follows where it leads.</summary>
    /// <remarks>
    /// A page with one question has no button to go on: the answer that was chosen is pressed, or to skip it.
    /// </remarks>
    public async Task<Browser> Press(string button)
    {
        var buttons = Page.QuerySelectorAll<IHtmlButtonElement>("button");
        var isOneTap = button == Dutch("QuestionsPage.Next") && Page.QuerySelector(".one-tap") is not null;
        var pressed =
            isOneTap && answer is not null
                ? answer
                : buttons.Single(candidate =>
                    Clean(candidate.TextContent) == (isOneTap ? Dutch("QuestionsPage.Skip") : button)
                );
        return await PressOnce(pressed);
    }

    /// <summary>Presses the first button with this text, where each part of a form has one.</summary>
    public async Task<Browser> PressFirst(string button)
    {
        var pressed = Page.QuerySelectorAll<IHtmlButtonElement>("button")
            .First(candidate => Clean(candidate.TextContent) == button);
        return await PressOnce(pressed);
    }

    private async Task<Browser> PressOnce(IHtmlButtonElement pressed)
    {
        await Post(pressed.Form!.GetAttribute("action")!, FieldsOf(pressed.Form!, pressed));
        if (IsProgram || AskedAgain is not { } again)
            return this;
        await Post(again.Form!.GetAttribute("action")!, FieldsOf(again.Form!, again));
        Assert.Null(AskedAgain);
        return this;
    }

    /// <summary>The button of the page that asks whether a person pressed.</summary>
    private IHtmlButtonElement? AskedAgain =>
        Page.QuerySelectorAll<IHtmlButtonElement>("main button")
            .FirstOrDefault(button => MeantIt.Contains(Clean(button.TextContent)));

    /// <summary>In each language.</summary>
    private static readonly string[] MeantIt =
    [
        "Ik drukte zelf",
        "I pressed it myself",
        "Ben bastım",
        "أنا ضغطت",
        "Tak, to ja",
    ];

    /// <summary>The fields a form would send.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(
        IHtmlFormElement form,
        IHtmlButtonElement? pressed = null
    )
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name } input:
                    fields.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    fields.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    fields.Add(new(name, select.Value ?? ""));
                    break;
            }
        }

        if (pressed?.Name is { Length: > 0 } button)
            fields.Add(new(button, pressed.Value));
        return fields;
    }

    /// <summary>The page's form as it stands, to be changed and posted by hand; without its button.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
        [
            .. FieldsOf(Page.QuerySelector<IHtmlFormElement>("main form, .site-header form")!, answer)
                // Who reads a page before they send it is not hasty.
                .Select(entry => entry.Key == TooFastCheck.Field ? new(entry.Key, "0") : entry),
        ];

    /// <summary>The hidden field that shows a form is from a page of this browser.</summary>
    public KeyValuePair<string, string> Token => Fields.Single(entry => entry.Key == "echt");

    public Task<Browser> Post(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        Post(path, new FormUrlEncodedContent(fields));

    public async Task<Browser> Post(string path, HttpContent body)
    {
        if (Loses is not null)
            await Loses(this, PathOf(path), body);
        if (Watch is not null)
            await Watch.Begin();
        await Go(new HttpRequestMessage(HttpMethod.Post, PathOf(path)) { Content = body });
        if (Watch is not null)
            await Watch.AssertEachHasALine(PathOf(path));
        return this;
    }

    /// <summary>Holds that each person whom a press of staff changes has a line about it.</summary>
    public TouchedRows? Watch { get; set; }

    /// <summary>What goes wrong with a press before they press again; null when nothing does.</summary>
    public Func<Browser, string, HttpContent, Task>? Loses { get; init; }

    /// <summary>Whether the page that a press leads to is never asked for: its answer was lost on the way.</summary>
    public bool LosesTheWayOn { get; set; }

    public void Dispose() => client.Dispose();

    private async Task<Browser> Go(HttpRequestMessage request)
    {
        answer = null;
        Path = request.RequestUri!.OriginalString;
        Visited.Add(Path);
        var asked = Stopwatch.GetTimestamp();
        Answer = await client.SendAsync(request, Some.Stop);
        Answered(Stopwatch.GetElapsedTime(asked));
        if (!LosesTheWayOn && Answer is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: { } next })
            return await Open(next.OriginalString);
        var html = await Answer.Content.ReadAsStringAsync(Some.Stop);
        Page = new HtmlParser().ParseDocument(html);
        Assert.Empty(Page.QuerySelectorAll(WrongHtml).Select(element => element.OuterHtml));
        return this;
    }

    private static async ValueTask<Stream> ConnectFrom(IPAddress from, DnsEndPoint site, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, site.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private IElement QuestionOf(string question) =>
        Page.QuerySelectorAll("fieldset")
            .Single(set => Clean(set.QuerySelector("legend")?.TextContent).Contains(question));

    private static IEnumerable<IHtmlButtonElement> ButtonsOf(IElement question) =>
        question.QuerySelectorAll<IHtmlButtonElement>("button.answer");

    private static string LabelOf(IHtmlButtonElement answer) =>
        Clean(answer.TextContent).Replace(" " + Dutch("QuestionsPage.Given"), "");

    private static IElement LabelOf(IElement question, string answer) =>
        question.QuerySelectorAll("label").Single(label => Clean(label.TextContent) == answer);

    /// <summary>Links in mails name the public address; here only the path counts.</summary>
    private static string PathOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole)
        && whole.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? whole.PathAndQuery
            : address;

    private static string Clean(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
