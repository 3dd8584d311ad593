using System.Net;
using System.Reflection;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Tests.Web;

public sealed class PostedFormTests
{
    /// <summary>A mail program's button has no page of ours; what else comes there is checked by the handler.</summary>
    private static readonly string[] Unchecked = ["/p/{key}"];

    /// <remarks>
    /// PostgreSQL has no such text, and many a function of SQLite's ends there. A form as browsers send it is refused;
    /// a mail, a file and a form in parts may bring one.
    /// </remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_no_store_can_keep_of_a_text_is_refused_in_a_form_and_unreadable_where_it_comes_in_otherwise(
        bool isPostgres
    )
    {
        using var site = isPostgres ? TestInstallation.OnPostgres() : Some.Installation();

        var browser = await site.WriteTip("Het huis\0is vies.");
        await browser
            .Choose("onder de 18?", "Dat weet ik niet")
            .Choose("Weet deze persoon", "Ja")
            .Press("Verstuur mijn bericht");
        Assert.Equal((HttpStatusCode.BadRequest, 0), (browser.Status, site.Count("tip")));

        site.AddTip("Het huis\0is vies.");
        Assert.Equal("Het huis\uFFFDis vies.", site.Value<string>("select words from tip"));
        Assert.Equal(
            1,
            site.Value<long>("select count(*) from tip where words = @words", new { words = "Het huis\0is vies." })
        );
    }

    [Fact]
    public void Each_form_is_checked_for_coming_from_a_page_of_ours()
    {
        using var site = Some.Installation();
        site.NewBrowser();

        var taken = site.Part<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
            )
            .ToLookup(
                endpoint =>
                    endpoint
                        .Metadata.GetMetadata<MethodInfo>()!
                        .GetParameters()
                        .Any(one => one.ParameterType == typeof(PostedForm)),
                endpoint => endpoint.RoutePattern.RawText
            );

        Assert.True(taken[true].Count() >= 20, "The forms are not found.");
        Assert.Equal(Unchecked, taken[false]);
    }
}
