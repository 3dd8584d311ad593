using System.Net;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Pages;

public sealed class HealthTests : IDisposable
{
    private readonly Site site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Asking_often_whether_the_service_is_ready_does_not_write_often()
    {
        var browser = site.NewBrowser();
        await browser.Open("/health/ready");
        var written = Written();

        for (var i = 0; i < 20; i++) await browser.Open("/health/ready");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(written, Written());
        site.Advance(TimeSpan.FromMinutes(2));
        await browser.Open("/health/ready");
        Assert.NotEqual(written, Written());
    }

    [Fact]
    public async Task One_address_that_does_not_exist_does_not_make_the_mail_unready()
    {
        var answer = await site.NewBrowser().Open("/health/ready");

        Assert.Contains("\"check\":\"mail\",\"ok\":true", await answer.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The pages that were written to the store so far: a commit adds to the log beside the file.</summary>
    private string Written() => string.Join(',', Directory.EnumerateFiles(Path.GetDirectoryName(site.Database.Path)!, "site.db*")
        .Order(StringComparer.Ordinal).Select(file => $"{new FileInfo(file).Length}/{File.GetLastWriteTimeUtc(file):O}"));
}
