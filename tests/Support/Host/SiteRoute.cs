using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Tests.Support;

/// <summary>What the program answers to: each address with its method, and each form of a page.</summary>
/// <param name="Pattern">As <c>/afwezig/{account}?handler=End</c>; a part that may be left out makes two.</param>
/// <param name="IsChecked">Whether a form is taken only from a page of ours.</param>
public sealed partial record SiteRoute(string Method, string Pattern, bool IsForStaff, bool IsChecked)
{
    public static IReadOnlyList<SiteRoute> All(TestInstallation site)
    {
        Assert.NotNull(site.Address); // Only pages that are open have their routes.
        var loader = site.Part<PageLoader>();
        return
        [
            .. site.Part<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                        ? OfPage(endpoint, Load(loader, page, endpoint))
                        : [OfHandler(endpoint)]
                ),
        ];
    }

    /// <remarks>Away from the test's own threads: waiting for it on one of those could wait for itself.</remarks>
    private static CompiledPageActionDescriptor Load(
        PageLoader loader,
        PageActionDescriptor page,
        RouteEndpoint endpoint
    ) => Task.Run(() => loader.LoadAsync(page, endpoint.Metadata)).GetAwaiter().GetResult();

    private static SiteRoute OfHandler(RouteEndpoint endpoint) =>
        new(
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0],
            endpoint.RoutePattern.RawText!,
            endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null,
            endpoint
                .Metadata.GetMetadata<MethodInfo>()!
                .GetParameters()
                .Any(parameter => parameter.ParameterType == typeof(CaregiverSignal.Web.PostedForm))
        );

    private static IEnumerable<SiteRoute> OfPage(RouteEndpoint endpoint, CompiledPageActionDescriptor page)
    {
        var whole = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!, "");
        return from pattern in whole.Contains('?')
                ? new[] { whole[..whole.LastIndexOf('/')], whole.Replace("?", "") }
                : [whole]
            from handler in page.HandlerMethods
            select new SiteRoute(
                handler.HttpMethod.ToUpperInvariant(),
                pattern + (handler.Name is null ? "" : "?handler=" + handler.Name),
                page.EndpointMetadata!.OfType<IAuthorizeData>().Any(),
                !page.EndpointMetadata!.OfType<IgnoreAntiforgeryTokenAttribute>().Any()
            );
    }

    [GeneratedRegex(@":[a-z]+(?=\??\})")]
    private static partial Regex Constraint();
}
