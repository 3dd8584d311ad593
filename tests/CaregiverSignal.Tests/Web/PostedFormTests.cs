using System.Reflection;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Tests.Web;

public sealed class PostedFormTests
{
    /// <summary>A mail program's button has no page of ours; what else comes there is checked by the handler.</summary>
    private static readonly string[] Unchecked = ["/p/{key}"];

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
