using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaregiverSignal.Tests.Support;

/// <summary>With its pages, which open when somebody comes for them.</summary>
public sealed partial class TestInstallation
{
    private Lazy<WebApplication> Pages => field ??= new Lazy<WebApplication>(MakePages);

    /// <summary>Where the pages are.</summary>
    public Uri Address => field ??= OpenPages();

    /// <param name="from">Where the reader is, as 127.0.0.2; null is 127.0.0.1.</param>
    public Browser NewBrowser(string? from = null)
    {
        var browser = new Browser(Address, from is null ? null : IPAddress.Parse(from));
        opened.Add(browser);
        return browser;
    }

    /// <remarks>Making the pages takes longer than most tests.</remarks>
    partial void AskPages<T>(ref T? part)
        where T : class
    {
        if (Pages.IsValueCreated || parts.Value.GetService<T>() is null)
            part = Pages.Value.Services.GetRequiredService<T>();
    }

    partial void ClosePages()
    {
        if (Pages.IsValueCreated)
            Pages.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private WebApplication MakePages()
    {
        var pages = ServiceHost.Build(Installation, Database, Clock, beats: false);
        Follow(pages.Services);
        return pages;
    }

    private Uri OpenPages()
    {
        Pages.Value.Start();
        return new Uri(Pages.Value.Urls.First());
    }
}
