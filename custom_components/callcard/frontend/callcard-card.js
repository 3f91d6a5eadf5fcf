var H=globalThis,O=H.ShadowRoot&&(H.ShadyCSS===void 0||H.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,q=Symbol(),rt=new WeakMap,E=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==q)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(O&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=rt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&rt.set(e,t))}return t}toString(){return this.cssText}},nt=r=>new E(typeof r=="string"?r:r+"",void 0,q),j=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((i,s,n)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+r[n+1],r[0]);return new E(e,r,q)},ot=(r,t)=>{if(O)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),s=H.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=e.cssText,r.appendChild(i)}},B=O?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return nt(e)})(r):r;var{is:Ot,defineProperty:Dt,getOwnPropertyDescriptor:Mt,getOwnPropertyNames:Ut,getOwnPropertySymbols:zt,getPrototypeOf:It}=Object,D=globalThis,at=D.trustedTypes,qt=at?at.emptyScript:"",jt=D.reactiveElementPolyfillSupport,S=(r,t)=>r,F={toAttribute(r,t){switch(t){case Boolean:r=r?qt:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},ct=(r,t)=>!Ot(r,t),lt={attribute:!0,type:String,converter:F,reflect:!1,useDefault:!1,hasChanged:ct};Symbol.metadata??=Symbol("metadata"),D.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=lt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(t,i,e);s!==void 0&&Dt(this.prototype,t,s)}}static getPropertyDescriptor(t,e,i){let{get:s,set:n}=Mt(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:s,set(o){let l=s?.call(this);n?.call(this,o),this.requestUpdate(t,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??lt}static _$Ei(){if(this.hasOwnProperty(S("elementProperties")))return;let t=It(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(S("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(S("properties"))){let e=this.properties,i=[...Ut(e),...zt(e)];for(let s of i)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,s]of e)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let s=this._$Eu(e,i);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let s of i)e.unshift(B(s))}else t!==void 0&&e.push(B(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ot(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,i);if(s!==void 0&&i.reflect===!0){let n=(i.converter?.toAttribute!==void 0?i.converter:F).toAttribute(e,i.type);this._$Em=t,n==null?this.removeAttribute(s):this.setAttribute(s,n),this._$Em=null}}_$AK(t,e){let i=this.constructor,s=i._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let n=i.getPropertyOptions(s),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:F;this._$Em=s;let l=o.fromAttribute(e,n.type);this[s]=l??this._$Ej?.get(s)??l,this._$Em=null}}requestUpdate(t,e,i,s=!1,n){if(t!==void 0){let o=this.constructor;if(s===!1&&(n=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??ct)(n,e)||i.useDefault&&i.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:s,wrapped:n},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,n]of this._$Ep)this[s]=n;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,n]of i){let{wrapped:o}=n,l=this[s];o!==!0||this._$AL.has(s)||l===void 0||this.C(s,void 0,n,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};g.elementStyles=[],g.shadowRootOptions={mode:"open"},g[S("elementProperties")]=new Map,g[S("finalized")]=new Map,jt?.({ReactiveElement:g}),(D.reactiveElementVersions??=[]).push("2.1.2");var Z=globalThis,dt=r=>r,M=Z.trustedTypes,ht=M?M.createPolicy("lit-html",{createHTML:r=>r}):void 0,vt="$lit$",v=`lit$${Math.random().toFixed(9).slice(2)}$`,bt="?"+v,Bt=`<${bt}>`,$=document,T=()=>$.createComment(""),k=r=>r===null||typeof r!="object"&&typeof r!="function",Y=Array.isArray,Ft=r=>Y(r)||typeof r?.[Symbol.iterator]=="function",W=`[ 	
\f\r]`,C=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,pt=/-->/g,ut=/>/g,y=RegExp(`>|${W}(?:([^\\s"'>=/]+)(${W}*=${W}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),mt=/'/g,gt=/"/g,yt=/^(?:script|style|textarea|title)$/i,Q=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),h=Q(1),_t=Q(2),ne=Q(3),x=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),ft=new WeakMap,_=$.createTreeWalker($,129);function $t(r,t){if(!Y(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return ht!==void 0?ht.createHTML(t):t}var Wt=(r,t)=>{let e=r.length-1,i=[],s,n=t===2?"<svg>":t===3?"<math>":"",o=C;for(let l=0;l<e;l++){let a=r[l],p,u,d=-1,m=0;for(;m<a.length&&(o.lastIndex=m,u=o.exec(a),u!==null);)m=o.lastIndex,o===C?u[1]==="!--"?o=pt:u[1]!==void 0?o=ut:u[2]!==void 0?(yt.test(u[2])&&(s=RegExp("</"+u[2],"g")),o=y):u[3]!==void 0&&(o=y):o===y?u[0]===">"?(o=s??C,d=-1):u[1]===void 0?d=-2:(d=o.lastIndex-u[2].length,p=u[1],o=u[3]===void 0?y:u[3]==='"'?gt:mt):o===gt||o===mt?o=y:o===pt||o===ut?o=C:(o=y,s=void 0);let f=o===y&&r[l+1].startsWith("/>")?" ":"";n+=o===C?a+Bt:d>=0?(i.push(p),a.slice(0,d)+vt+a.slice(d)+v+f):a+v+(d===-2?l:f)}return[$t(r,n+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},P=class r{constructor({strings:t,_$litType$:e},i){let s;this.parts=[];let n=0,o=0,l=t.length-1,a=this.parts,[p,u]=Wt(t,e);if(this.el=r.createElement(p,i),_.currentNode=this.el.content,e===2||e===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(s=_.nextNode())!==null&&a.length<l;){if(s.nodeType===1){if(s.hasAttributes())for(let d of s.getAttributeNames())if(d.endsWith(vt)){let m=u[o++],f=s.getAttribute(d).split(v),L=/([.?@])?(.*)/.exec(m);a.push({type:1,index:n,name:L[2],strings:f,ctor:L[1]==="."?K:L[1]==="?"?G:L[1]==="@"?J:A}),s.removeAttribute(d)}else d.startsWith(v)&&(a.push({type:6,index:n}),s.removeAttribute(d));if(yt.test(s.tagName)){let d=s.textContent.split(v),m=d.length-1;if(m>0){s.textContent=M?M.emptyScript:"";for(let f=0;f<m;f++)s.append(d[f],T()),_.nextNode(),a.push({type:2,index:++n});s.append(d[m],T())}}}else if(s.nodeType===8)if(s.data===bt)a.push({type:2,index:n});else{let d=-1;for(;(d=s.data.indexOf(v,d+1))!==-1;)a.push({type:7,index:n}),d+=v.length-1}n++}}static createElement(t,e){let i=$.createElement("template");return i.innerHTML=t,i}};function w(r,t,e=r,i){if(t===x)return t;let s=i!==void 0?e._$Co?.[i]:e._$Cl,n=k(t)?void 0:t._$litDirective$;return s?.constructor!==n&&(s?._$AO?.(!1),n===void 0?s=void 0:(s=new n(r),s._$AT(r,e,i)),i!==void 0?(e._$Co??=[])[i]=s:e._$Cl=s),s!==void 0&&(t=w(r,s._$AS(r,t.values),s,i)),t}var V=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,s=(t?.creationScope??$).importNode(e,!0);_.currentNode=s;let n=_.nextNode(),o=0,l=0,a=i[0];for(;a!==void 0;){if(o===a.index){let p;a.type===2?p=new N(n,n.nextSibling,this,t):a.type===1?p=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(p=new X(n,this,t)),this._$AV.push(p),a=i[++l]}o!==a?.index&&(n=_.nextNode(),o++)}return _.currentNode=$,s}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},N=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,s){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=w(this,t,e),k(t)?t===c||t==null||t===""?(this._$AH!==c&&this._$AR(),this._$AH=c):t!==this._$AH&&t!==x&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Ft(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==c&&k(this._$AH)?this._$AA.nextSibling.data=t:this.T($.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,s=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=P.createElement($t(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(e);else{let n=new V(s,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=ft.get(t.strings);return e===void 0&&ft.set(t.strings,e=new P(t)),e}k(t){Y(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,s=0;for(let n of t)s===e.length?e.push(i=new r(this.O(T()),this.O(T()),this,this.options)):i=e[s],i._$AI(n),s++;s<e.length&&(this._$AR(i&&i._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=dt(t).nextSibling;dt(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},A=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,s,n){this.type=1,this._$AH=c,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=n,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=c}_$AI(t,e=this,i,s){let n=this.strings,o=!1;if(n===void 0)t=w(this,t,e,0),o=!k(t)||t!==this._$AH&&t!==x,o&&(this._$AH=t);else{let l=t,a,p;for(t=n[0],a=0;a<n.length-1;a++)p=w(this,l[i+a],e,a),p===x&&(p=this._$AH[a]),o||=!k(p)||p!==this._$AH[a],p===c?t=c:t!==c&&(t+=(p??"")+n[a+1]),this._$AH[a]=p}o&&!s&&this.j(t)}j(t){t===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},K=class extends A{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===c?void 0:t}},G=class extends A{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==c)}},J=class extends A{constructor(t,e,i,s,n){super(t,e,i,s,n),this.type=5}_$AI(t,e=this){if((t=w(this,t,e,0)??c)===x)return;let i=this._$AH,s=t===c&&i!==c||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,n=t!==c&&(i===c||s);s&&this.element.removeEventListener(this.name,this,i),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},X=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){w(this,t)}};var Vt=Z.litHtmlPolyfillSupport;Vt?.(P,N),(Z.litHtmlVersions??=[]).push("3.3.3");var xt=(r,t,e)=>{let i=e?.renderBefore??t,s=i._$litPart$;if(s===void 0){let n=e?.renderBefore??null;i._$litPart$=s=new N(t.insertBefore(T(),n),n,void 0,e??{})}return s._$AI(r),s};var tt=globalThis,b=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=xt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return x}};b._$litElement$=!0,b.finalized=!0,tt.litElementHydrateSupport?.({LitElement:b});var Kt=tt.litElementPolyfillSupport;Kt?.({LitElement:b});(tt.litElementVersions??=[]).push("4.2.2");var U=r=>typeof r=="object"&&r!==null&&"code"in r;var Gt=2,z=class{constructor(t,e,i){this.hass=t;this.deviceId=e;this.tell=i;t.connection.addEventListener("ready",this.subscribe),this.subscribe()}hass;deviceId;tell;stopped=!1;unsubscribe;retry;stop(){this.stopped=!0,this.hass.connection.removeEventListener("ready",this.subscribe),window.clearTimeout(this.retry),this.unsubscribe?.().catch(()=>{})}subscribe=()=>{window.clearTimeout(this.retry),this.hass.connection.subscribeMessage(t=>{this.stopped||this.tell(t)},{type:"callcard/subscribe",device_id:this.deviceId},{resubscribe:!1}).then(t=>{this.unsubscribe=t,this.stopped&&this.stop()},t=>{this.stopped||(U(t)&&t.code==="not_found"?this.tell(null):this.retry=window.setTimeout(this.subscribe,Gt*1e3))})}},wt=async(r,t,e,i)=>{let s=/\p{L}/u.test(e.replace(/^tel:/i,"")),{response:n}=await r.callWS({type:"call_service",domain:"callcard",service:"store_targets",service_data:{config_entry_id:t.config_entry_id,[s?"contact":"b_number"]:e,...i&&{a_number:i}},return_response:!0});return n},At=r=>typeof r.code=="number"||!!r.translation_key?.startsWith("maybe_stored_");var Et=r=>r.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase().trim(),St=(r,t)=>{let e=Et(t),i=t.replace(/\D/g,"");return r.filter(({name:s,number:n})=>!e||` ${Et(s)}`.includes(` ${e}`)||i.length>1&&n.includes(i))};var Ct=async(r,t)=>{if(window.isSecureContext){await navigator.clipboard.writeText(r);return}let e=document.createElement("textarea");e.value=r,t.append(e),e.select(),document.execCommand("copy"),e.remove()};var Jt={comma_decimal:"en-US",decimal_comma:"de",none:"en-US",quote_decimal:"de-CH",space_comma:"fr"},Xt=({number_format:r,language:t})=>r==="system"?void 0:Jt[r]??t,Tt=({amount:r,currency:t},e)=>new Intl.NumberFormat(Xt(e),{...t?{style:"currency",currency:t}:{minimumFractionDigits:2},useGrouping:e.number_format!=="none"}).format(r),kt=(r,{locale:t,config:e})=>{let{time_format:i,language:s}=t,n=t.time_zone==="server"?{timeZone:e.time_zone}:{},o=new Intl.DateTimeFormat("en",{dateStyle:"short",...n}),l=new Date(r);return new Intl.DateTimeFormat(i==="system"?void 0:s,{...n,...o.format(l)!==o.format()&&{day:"numeric",month:"short"},...i==="12"&&{hour12:!0},...i==="24"&&{hourCycle:"h23"},hour:"numeric",minute:"2-digit"}).format(l)},et=(r,{language:t})=>r?new Intl.DisplayNames(t,{type:"region"}).of(r)??r:"";var I=r=>_t`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${r} /></svg>`,Pt=I("M9 9h11v11H9zM5 15H4V4h11v1"),it=I("M5 13l4 4L19 7"),Nt=I("M5 4h4l1.5 5L8 11a13 13 0 0 0 5 5l2-2.5 5 1.5v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1"),Rt=I("M12 4 2.5 20h19zM12 10v4M12 17v.01");var Lt=j`
  :host {
    display: block;
  }
  ha-card {
    box-sizing: border-box;
    height: 100%;
    padding: 16px;
    overflow-wrap: anywhere;
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  section,
  form,
  details.numbers,
  .message {
    margin-block-start: 16px;
  }
  a,
  button,
  summary {
    min-height: 44px;
    box-sizing: border-box;
    color: inherit;
    font: inherit;
    text-decoration: none;
    cursor: pointer;
  }
  button {
    border: 0;
    background: none;
  }
  :is(a, button, summary, input):focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: baseline;
    justify-content: space-between;
  }
  h2 {
    font-size: 1.25rem;
  }
  .balance {
    font-size: 1.25rem;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .low {
    margin-inline-end: 8px;
    padding: 2px 10px;
    border-radius: 12px;
    background: var(--ha-color-fill-warning-normal-resting, transparent);
    color: var(--ha-color-on-warning-normal, inherit);
    font-size: 0.875rem;
    vertical-align: 2px;
  }
  .quiet {
    color: var(--secondary-text-color);
    font-size: 0.875rem;
  }
  .fresh {
    text-align: end;
  }

  .dial {
    display: flex;
    align-items: center;
    padding: 12px 4px 12px 16px;
    padding-inline: 16px 4px;
    border-radius: 12px;
    background: var(--ha-color-fill-primary-quiet-resting, var(--secondary-background-color));
  }
  .dial > :first-child {
    flex: 1;
    min-width: 0;
  }
  .dial .quiet {
    color: var(--primary-text-color);
  }
  .dial a {
    display: inline-flex;
    align-items: center;
    font-size: clamp(1.375rem, 7cqi, 1.875rem);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  .copy {
    display: grid;
    flex: none;
    place-items: center;
    width: 44px;
    color: var(--secondary-text-color);
  }
  .dial .copy {
    color: inherit;
  }

  form {
    display: grid;
    gap: 12px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chips button {
    max-width: 100%;
    padding: 4px 16px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 22px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chips .more {
    border-color: transparent;
    color: var(--secondary-text-color);
  }
  .field {
    position: relative;
    display: grid;
    gap: 4px;
  }
  input {
    box-sizing: border-box;
    width: 100%;
    min-height: 48px;
    padding: 0 12px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 8px;
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 1rem;
  }
  input::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  [role="listbox"] {
    position: absolute;
    z-index: 2;
    inset: calc(100% + 4px) 0 auto;
    max-height: 280px;
    overflow: auto;
    border-radius: 8px;
    background: var(--card-background-color);
    box-shadow: 0 2px 12px rgb(0 0 0 / 40%);
  }
  [role="option"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    padding: 4px 12px;
    box-sizing: border-box;
    cursor: pointer;
  }
  [role="option"]:is(:hover, [aria-selected="true"]) {
    background: var(--secondary-background-color);
  }
  .main {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: center;
    min-height: 52px;
    padding: 8px 16px;
    border-radius: 26px;
    background: var(--primary-color);
    color: var(--text-primary-color);
    font-size: 1.2rem;
    font-weight: 700;
    text-align: center;
  }
  .main[disabled] {
    cursor: progress;
  }

  .message {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px 12px;
    padding: 12px;
    border-radius: 8px;
    background: var(--ha-color-fill-success-quiet-resting, var(--secondary-background-color));
  }
  form .message {
    margin: 0;
  }
  .message.error {
    background: var(--ha-color-fill-danger-quiet-resting, var(--secondary-background-color));
  }
  .message.unknown {
    background: var(--ha-color-fill-warning-quiet-resting, var(--secondary-background-color));
  }
  .message a {
    display: inline-flex;
    grid-column: 2;
    align-items: center;
    font-weight: 500;
    text-decoration: underline;
  }

  summary {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    width: 8px;
    height: 8px;
    margin-inline: auto 6px;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
    content: "";
  }
  [open] > summary::after {
    transform: rotate(-135deg);
  }
  h3 {
    margin-block: 12px 0;
    font-weight: 500;
  }
  .numbers li {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .numbers li a {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    justify-content: space-between;
    min-width: 0;
  }

  .loading {
    height: 180px;
  }
  .loading::before {
    display: block;
    width: 60%;
    height: 24px;
    border-radius: 8px;
    background: var(--divider-color);
    content: "";
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: no-preference) {
    .loading::before {
      animation: pulse 1.2s ease-in-out infinite alternate;
    }
    summary::after {
      transition: transform 0.15s;
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.4;
    }
  }
`;var Ht="component.callcard.config_panel.card.",Zt="component.callcard.exceptions.",Yt="/config/integrations/integration/callcard",Qt=8,te=2,st=class extends b{static styles=Lt;static properties={account:{state:!0},call:{state:!0},typed:{state:!0},isListOpen:{state:!0},active:{state:!0},hasAllChips:{state:!0},hasNumbers:{state:!0},copied:{state:!0},hasTexts:{state:!0}};config;home;feed;constructor(){super(),this.call={state:"idle"},this.typed="",this.isListOpen=!1,this.active=-1,this.hasAllChips=!1,this.hasNumbers=!1,this.copied="",this.hasTexts=!1}static getConfigForm(){return{schema:[{name:"device_id",required:!0,selector:{device:{filter:{integration:"callcard"}}}}],computeLabel:(t,e)=>e(`${Ht}account`)||"Account"}}static getStubConfig(t){return{device_id:Object.values(t.entities).find(i=>i?.platform==="callcard")?.device_id}}setConfig(t){if(!t.device_id)throw new Error("Choose an account.");t.device_id!==this.config?.device_id&&(this.config=t,this.follow())}getCardSize(){return 7}getGridOptions(){return{columns:12,min_columns:6}}get hass(){if(!this.home)throw new Error("hass");return this.home}set hass(t){let e=this.home;this.home=t;let i=this.config?.device_id??"";e?(e.locale!==t.locale||e.localize!==t.localize||e.devices[i]!==t.devices[i])&&this.requestUpdate():this.follow(),e?.locale.language!==t.locale.language&&this.loadTexts(t)}connectedCallback(){super.connectedCallback(),this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.feed?.stop(),this.feed=void 0}updated(t){t.has("active")&&this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({block:"nearest"}),t.has("call")&&this.call.state==="stored"&&this.renderRoot.querySelector("a.main")?.focus()}render(){let{account:t,home:e,config:i}=this;if(!e||!i)return c;if(t===void 0||!this.hasTexts)return h`<ha-card><div class="loading" aria-busy="true"></div></ha-card>`;if(t===null)return h`<ha-card>${this.message("error",this.text("removed"))}</ha-card>`;let s=e.devices[i.device_id],n=t.account;return h`
      <ha-card>
        <div class="head">
          <h2><bdi>${s?.name_by_user??s?.name}</bdi></h2>
          ${n&&this.balance(n)}
        </div>
        ${t.problem&&this.problem(t.problem)}
        ${n&&[this.dial(n),this.form(t,n),this.numbers(n)]}
        <div class="hidden" role="status">${this.copied&&this.text("copied")}</div>
      </ha-card>
    `}balance({balance:t,low:e,last_update:i}){return h`
      <div>
        <div class="balance">
          ${e?h`<span class="low">${this.text("low")}</span>`:c}
          <span class="hidden">${this.text("balance")}</span>
          ${t?Tt(t,this.hass.locale):this.text("balance_unknown")}
        </div>
        ${i&&h`<div class="quiet fresh">
          ${this.text("as_of",{time:kt(i,this.hass)})}
        </div>`}
      </div>
    `}problem({key:t,placeholders:e}){let i=t&&this.hass.localize(`${Zt}${t}.message`,e);return this.message("error",i||this.text("not_ready"),this.text(t==="invalid_auth"?"sign_in":"open_account"))}message(t,e,i=""){return h`
      <div class="message ${t}">
        ${t==="done"?it:Rt}
        <p>${e}</p>
        ${i&&this.hass.user?.is_admin?h`<a href=${Yt}>${i}</a>`:c}
      </div>
    `}dial({dial_in_number:t,targets:e}){if(!t)return this.message("unknown",this.text("no_numbers"));let i=e&&(e.contact??R(e.b_number.formatted));return h`
      <section class="dial">
        <div>
          <p class="quiet">
            ${i?this.text("dial_to_reach",{name:i}):this.text("number_to_dial")}
          </p>
          <a href=${t.tel_uri}><bdi dir="ltr">${t.formatted}</bdi></a>
          <p class="quiet">${et(t.country,this.hass.locale)}</p>
        </div>
        ${this.copyButton(t)}
      </section>
    `}form(t,e){let i=this.isListOpen?St(t.contacts,this.typed):[],s=i.length>0;return h`
      <form novalidate @submit=${this.submit}>
        ${this.chips(t.contacts)}
        <div class="field">
          <label class="quiet" for="who">${this.text("call_whom")}</label>
          <input
            id="who"
            role="combobox"
            aria-autocomplete="list"
            aria-controls="suggestions"
            aria-expanded=${s}
            aria-activedescendant=${s&&this.active>=0?`option-${String(this.active)}`:c}
            autocapitalize="words"
            autocomplete="off"
            enterkeyhint="go"
            spellcheck="false"
            placeholder=${this.text("call_whom_hint")}
            @blur=${this.closeList}
            @input=${this.type}
            @keydown=${n=>{this.pressKey(n,i)}}
          />
          <div
            id="suggestions"
            role="listbox"
            aria-label=${this.text("contacts")}
            ?hidden=${!s}
          >
            ${i.map((n,o)=>h`
                <div
                  id="option-${o}"
                  role="option"
                  aria-selected=${o===this.active}
                  @mousedown=${l=>{l.preventDefault(),this.choose(n)}}
                >
                  <bdi>${n.name}</bdi>
                  <bdi class="quiet" dir="ltr">${n.formatted}</bdi>
                </div>
              `)}
          </div>
        </div>
        ${this.caller(t,e)} ${this.mainButton()}
        <div role="status">${this.outcome(e)}</div>
      </form>
    `}chips(t){if(!t.length)return c;let e=this.hasAllChips?t:t.slice(0,Qt),i=t.length-e.length;return h`
      <div class="chips" role="group" aria-label=${this.text("contacts")}>
        ${e.map(s=>h`
            <button
              type="button"
              @click=${()=>{this.choose(s),this.store()}}
            >
              <bdi>${s.name}</bdi>
            </button>
          `)}
        ${i?h`<button
              type="button"
              class="more"
              @click=${()=>{this.hasAllChips=!0}}
            >
              ${this.text("more",{count:i})}
            </button>`:c}
      </div>
    `}caller({a_number:t},{targets:e}){let i=s=>h`
      <div class="field">
        <label class="quiet" for="caller">${this.text("your_number")}</label>
        <input
          id="caller"
          type="tel"
          dir="ltr"
          autocomplete="tel"
          value=${s}
          @input=${this.begin}
        />
      </div>
    `;return t?h`<details>
          <summary class="quiet">
            ${this.text("calling_from",{number:R(t.formatted)})}
          </summary>
          ${i(t.formatted)}
        </details>`:i(e?.a_number.formatted??"")}mainButton(){let t=this.call.state==="stored"&&this.call.stored.dial_in_number;if(t)return h`<a class="main" href=${t.tel_uri}>
        ${Nt}<span>${this.text("dial",{number:R(t.formatted)})}</span>
      </a>`;let e=this.call.state==="storing";return h`<button class="main" ?disabled=${e}>
      ${this.text(e?"storing":"store")}
    </button>`}outcome({targets:t}){if(this.call.state==="stored"){let{stored:l}=this.call;if(!l.dial_in_number)return this.message("unknown",this.text("no_numbers"));let a=R(t?.a_number.formatted??""),p=t?.contact??R(t?.b_number.formatted??l.b_number);return this.message("done",this.text("stored",{caller:a,name:p}))}if(this.call.state!=="failed")return c;let{failure:e}=this.call,{translation_domain:i,translation_key:s,translation_placeholders:n}=e,o=typeof e.code=="number"?this.text("connection_lost"):s&&this.hass.localize(`component.${String(i)}.exceptions.${s}.message`,n);return this.message(At(e)?"unknown":"error",o||e.message||String(e.code),s?.endsWith("_invalid_auth")?this.text("sign_in"):"")}numbers({numbers:t}){return t.length?h`
      <details
        class="numbers"
        @toggle=${e=>{this.hasNumbers=e.target.open}}
      >
        <summary>${this.text("numbers")} <span class="quiet">${t.length}</span></summary>
        ${this.hasNumbers?this.countries(t):c}
      </details>
    `:c}countries(t){let e=new Map;for(let n of t){let o=et(n.country,this.hass.locale);e.set(o,[...e.get(o)??[],n])}let{compare:i}=new Intl.Collator(this.hass.locale.language);return[...e].sort(([n],[o])=>i(n,o)).map(([n,o])=>h`
        <h3>${n}</h3>
        <ul>
          ${o.map(l=>h`
              <li>
                <a href=${l.tel_uri}>
                  <bdi dir="ltr">${l.formatted}</bdi>
                  <span class="quiet">${this.text(`kind_${l.kind}`)}</span>
                </a>
                ${this.copyButton(l)}
              </li>
            `)}
        </ul>
      `)}copyButton({number:t,formatted:e}){return h`<button
      type="button"
      class="copy"
      aria-label=${this.text("copy",{number:e})}
      @click=${async i=>{await Ct(t,i.currentTarget),this.copied=t,window.setTimeout(()=>{this.copied=""},te*1e3)}}
    >
      ${this.copied===t?it:Pt}
    </button>`}begin=()=>{this.call.state!=="storing"&&(this.call={state:"idle"})};type=t=>{this.begin(),this.typed=t.target.value,this.isListOpen=this.typed!=="",this.active=-1};closeList=()=>{this.isListOpen=!1,this.active=-1};pressKey(t,e){let{key:i}=t,s=e[this.active];if(i==="ArrowDown"||i==="ArrowUp"){t.preventDefault();let n=i==="ArrowDown"?1:-1,o=e.length+1;this.active=(this.active+1+n+o)%o-1,this.isListOpen=!0}else i==="Enter"&&s?(t.preventDefault(),this.choose(s)):i==="Escape"&&e.length&&(t.stopPropagation(),this.closeList())}choose({name:t}){this.begin(),this.input("who").value=this.typed=t,this.closeList()}submit=t=>{t.preventDefault(),this.closeList(),this.store()};async store(){let{account:t}=this;if(!t||this.call.state==="storing")return;this.call={state:"storing"};let e=this.input("who").value.trim(),i=this.input("caller").value.trim();try{let s=await wt(this.hass,t,e,i);this.call={state:"stored",stored:s}}catch(s){if(!U(s))throw s;this.call={state:"failed",failure:s}}}input(t){let e=this.renderRoot.querySelector(`#${t}`);if(!e)throw new Error(t);return e}follow(){this.feed?.stop(),this.feed=void 0,!(!this.isConnected||!this.home||!this.config)&&(this.feed=new z(this.home,this.config.device_id,t=>{let{call:e}=this,i=t?.account?.targets?.b_number.number;e.state==="stored"&&i!==e.stored.b_number&&(this.call={state:"idle"}),this.account=t}))}async loadTexts(t){await Promise.all(["config_panel","exceptions"].map(e=>t.loadBackendTranslation(e,"callcard"))),this.hasTexts=!0}text(t,e){return this.hass.localize(Ht+t,e)}},R=r=>`\u2066${r}\u2069`;customElements.get("callcard-card")||(customElements.define("callcard-card",st),(window.customCards??=[]).push({type:"callcard-card",name:"Callcard",description:"The balance, the number to dial, and calls by name or number",preview:!0,documentationURL:"https://github.com/OWNER/callcard#dashboard-card",getEntitySuggestion:({entities:r},t)=>{let e=r[t];return e?.platform==="callcard"?{config:{type:"custom:callcard-card",device_id:e.device_id}}:null}}));export{st as CallcardCard};
